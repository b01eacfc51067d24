package io.github.amibaker.request;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an image has to be like, in the words of DescribeImages.
 *
 * @param owners account ids, or {@code self}, {@code amazon}, {@code aws-marketplace}; at least one, since anybody may
 *     publish an image under any name
 * @param name with {@code *} and {@code ?} for what is open
 * @param tags the same for their values
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html">DescribeImages</a>
 */
public record ImageFilter(
        List<String> owners,
        Optional<String> name,
        Optional<String> rootDeviceType,
        Optional<String> virtualizationType,
        SortedMap<String, String> tags) {

    /** All of it in a line, the same for the same filter. */
    String text() {
        StringBuilder text = new StringBuilder("owners=" + String.join(",", owners));
        name.ifPresent(one -> text.append(" name=").append(one));
        rootDeviceType.ifPresent(one -> text.append(" rootDeviceType=").append(one));
        virtualizationType.ifPresent(one -> text.append(" virtualizationType=").append(one));
        tags.forEach(
                (key, value) -> text.append(" tag:").append(key).append('=').append(value));
        return text.toString();
    }
}
