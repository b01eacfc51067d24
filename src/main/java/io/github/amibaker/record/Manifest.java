package io.github.amibaker.record;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results as JSON, for programs: what {@code target/ami.json} holds. */
public final class Manifest {
    private Manifest() {}

    /**
     * Writes the record with its tags, snapshots and events.
     *
     * @return whether the file changed
     * @throws IOException when it cannot be written
     */
    public static boolean write(BakeRecord bake, Path file) throws IOException {
        String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(content(bake)) + "\n";
        return new ResultFile(file).write(json.getBytes(StandardCharsets.UTF_8));
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
