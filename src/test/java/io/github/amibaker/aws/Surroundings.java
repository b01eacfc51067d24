package io.github.amibaker.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What AWS's own search for region and credentials finds: nothing but what a test puts there, until it is closed. */
public final class Surroundings implements AutoCloseable {
    private final Map<String, String> before = new HashMap<>();
    private final Path profiles;

    /** A machine without region and credentials; its profile files lie in that folder. */
    public Surroundings(Path folder) throws IOException {
        profiles = Files.createFile(folder.resolve("aws-config"));
        set("aws.configFile", profiles.toString());
        set(
                "aws.sharedCredentialsFile",
                Files.createFile(folder.resolve("aws-credentials")).toString());
        set("aws.disableEc2Metadata", "true");
    }

    /** Puts an access key there. */
    public Surroundings withCredentials() {
        set("aws.accessKeyId", "AKIATEST");
        set("aws.secretAccessKey", "test");
        return this;
    }

    /** Puts profiles there, written as in {@code ~/.aws/config}. */
    public void profiles(String text) throws IOException {
        Files.writeString(profiles, text);
    }

    private void set(String name, String value) {
        before.put(name, System.setProperty(name, value));
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
