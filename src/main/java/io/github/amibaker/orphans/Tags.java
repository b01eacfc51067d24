package io.github.amibaker.orphans;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** EC2's tags, and the filter by which EC2 finds what has the plugin's. */
final class Tags {
    private Tags() {}

    static Map<String, String> of(List<Tag> tags) {
        Map<String, String> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
        return byKey;
    }

    static Filter marked() {
        return filter("tag-key", Leftover.MARK);
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
