package io.github.amibaker.record;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The results as JSON, for programs: what {@code target/ami.json} holds. */
public final class Manifest {
    private Manifest() {}

    /**
     * Writes the records with their tags, snapshots and events; several images under {@code images} by their ids.
     *
     * @return whether the file changed
     * @throws IOException when it cannot be written
     */
    public static boolean write(List<BakeRecord> bakes, Path file) throws IOException {
        String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(content(bakes)) + "\n";
        return new ResultFile(file).write(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> content(List<BakeRecord> bakes) {
        if (bakes.size() == 1 && bakes.get(0).image().isEmpty()) {
            return content(bakes.get(0));
        }
        SortedMap<String, Object> images = new TreeMap<>();
        bakes.forEach(bake -> images.put(bake.image().orElse(""), content(bake)));
        return Map.of("images", images);
    }

    private static Map<String, Object> content(BakeRecord bake) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", bake.imageId());
        content.put("name", bake.imageName());
        content.put("region", bake.region());
        content.put("architecture", bake.architecture());
        content.put("created", bake.created().toString());
        content.put("baseImageId", bake.baseImageId());
        content.put("stackId", bake.stackId());
        content.put("stackName", bake.stackName());
        content.put("inputs", bake.inputs());
        content.put("parts", bake.parts());
        content.put("snapshots", bake.snapshotIds());
        content.put("tags", bake.tags());
        content.put("events", events(bake.events()));
        return content;
    }

    private static List<Map<String, Object>> events(List<BakeRecord.Event> events) {
        return events.stream().map(Manifest::event).toList();
    }

    private static Map<String, Object> event(BakeRecord.Event event) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("time", event.time().toString());
        content.put("resource", event.resource());
        content.put("type", event.type());
        content.put("status", event.status());
        if (!event.reason().isEmpty()) {
            content.put("reason", event.reason());
        }
        return content;
    }
}
