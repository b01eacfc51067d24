package io.github.amibaker.request;

import io.github.amibaker.advice.BaseImageAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.pom.BaseImageParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a filter for the base image. */
final class ImageFilterReader {
    private static final Pattern OWNER = Pattern.compile("[0-9]{12}|self|amazon|aws-marketplace|aws-backup-vault");
    private static final List<String> ROOT_DEVICES = List.of("ebs", "instance-store");
    private static final List<String> VIRTUALIZATIONS = List.of("hvm", "paravirtual");

    private final BaseImageParameter written;
    private final Faults faults;
    private final int before;

    private ImageFilterReader(BaseImageParameter written, Faults faults) {
        this.written = written;
        this.faults = faults;
        this.before = faults.list().size();
    }

    /**
     * Reads.
     *
     * @param architecture that all of the bake has to be; empty when nothing says
     * @return empty with faults
     */
    static Optional<BaseImage.ByFilter> read(BaseImageParameter written, Optional<String> architecture, Faults faults) {
        return new ImageFilterReader(written, faults).read(architecture);
    }

    private Optional<BaseImage.ByFilter> read(Optional<String> asked) {
        ImageFilter filter = new ImageFilter(
                owners(),
                name(),
                word("rootDeviceType", written.rootDeviceType, ROOT_DEVICES),
                word("virtualizationType", written.virtualizationType, VIRTUALIZATIONS),
                tags());
        if (written.name == null && filter.tags().isEmpty()) {
            faults.add(BaseImageAdvice.filterOfAnything());
        }
        Optional<String> own = word("architecture", written.architecture, PublishedImage.ARCHITECTURES);
        if (own.isPresent() && asked.isPresent() && !own.equals(asked)) {
            faults.add(BaseImageAdvice.architecturesDiffer("the filter", own.get(), asked.get()));
        }
        return faults.list().size() == before
                ? Optional.of(new BaseImage.ByFilter(filter, own.or(() -> asked)))
                : Optional.empty();
    }

    private List<String> owners() {
        List<String> owners = new ArrayList<>();
        for (String owner : written.owners == null ? List.<String>of() : written.owners) {
            if (owner == null || !OWNER.matcher(owner).matches()) {
                faults.add(BaseImageAdvice.unknownOwner(owner));
            } else {
                owners.add(owner);
            }
        }
        if (written.owners == null || written.owners.isEmpty()) {
            faults.add(BaseImageAdvice.filterWithoutOwners());
        }
        return owners.stream().distinct().sorted().toList();
    }

    private Optional<String> name() {
        if (written.name != null && (written.name.isBlank() || hasControlCharacter(written.name))) {
            faults.add(BaseImageAdvice.filterWord("name", written.name, "a name, with * and ? for what is open"));
            return Optional.empty();
        }
        return Optional.ofNullable(written.name);
    }

    private SortedMap<String, String> tags() {
        SortedMap<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, String> tag :
                (written.tags == null ? Map.<String, String>of() : written.tags).entrySet()) {
            String value = tag.getValue() == null ? "" : tag.getValue();
            if (tag.getKey().isBlank() || hasControlCharacter(tag.getKey() + value)) {
                faults.add(BaseImageAdvice.filterWord("tags", tag.getKey(), "a tag's key, and its value in one line"));
            }
            tags.put(tag.getKey(), value);
        }
        return tags;
    }

    private Optional<String> word(String element, String value, List<String> legal) {
        if (value != null && !legal.contains(value)) {
            faults.add(BaseImageAdvice.filterWord(element, value, String.join(" or ", legal)));
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
