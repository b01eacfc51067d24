package io.github.amibaker.request.pom;

import io.github.amibaker.request.BakeParameters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * {@code <baseImage>} as Maven fills it: bare words, or the elements of a filter. It has a package of its own, since Maven
 * takes an element of a list, {@code <owner>}, for the class of that name in the package of the bean.
 */
public final class BaseImageParameter {
    /** The bare words; null when it is a filter. */
    public String text;

    /** Account ids, {@code self}, {@code amazon} or {@code aws-marketplace}. */
    public List<String> owners;

    /** With {@code *} and {@code ?}. */
    public String name;

    /** {@code x86_64} or {@code arm64}. */
    public String architecture;

    /** {@code ebs} or {@code instance-store}. */
    public String rootDeviceType;

    /** {@code hvm} or {@code paravirtual}. */
    public String virtualizationType;

    /** Tags it has, their values with {@code *} and {@code ?}. */
    public Map<String, String> tags;

    /** As Maven fills it from {@code <baseImage>al2023</baseImage>} or {@code -Dami.baseImage=al2023}. */
    public void set(String bare) {
        text = bare;
    }

    /** Puts it where the request is read from. */
    public void fill(BakeParameters parameters) {
        parameters.baseImage = text;
        parameters.baseImageFilter = text == null && isFilter() ? this : null;
    }

    /** Maven makes one of these of nothing at all, too. */
    private boolean isFilter() {
        return Stream.of(owners, name, architecture, rootDeviceType, virtualizationType, tags)
                .anyMatch(Objects::nonNull);
    }
}
