package io.github.amibaker.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;

/** The local cloud as a test of one project looks at it: through an account of the test's own. */
public final class Cloud extends CloudClients {
    private final Control control;

    private Cloud(URI endpoint, String account, String region) {
        super(endpoint, account, Region.of(region));
        this.control = new Control(endpoint, account);
    }

    /** The cloud that the build of the project in {@code basedir} bakes on; its account stands in {@code invoker.properties}. */
    public static Cloud of(File basedir) throws IOException {
        Properties invoker = new Properties();
        try (InputStream in = Files.newInputStream(basedir.toPath().resolve("invoker.properties"))) {
            invoker.load(in);
        }
        String variable = "invoker.environmentVariables.";
        return new Cloud(
                endpoint(basedir.toPath()),
                invoker.getProperty(variable + "AWS_ACCESS_KEY_ID"),
                invoker.getProperty(variable + "AWS_REGION", "us-east-1"));
    }

    private static URI endpoint(Path folder) throws IOException {
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            Path port = at.resolve("localcloud/port");
            if (Files.exists(port)) {
                return URI.create("http://127.0.0.1:" + Files.readString(port).strip());
            }
        }
        throw new IOException("No local cloud runs for " + folder);
    }

    /** The statuses of the stacks that are there. */
    public List<String> stackStatuses() {
        try (CloudFormationClient cfn = cloudFormation()) {
            return cfn.describeStacks().stacks().stream()
                    .map(stack -> stack.stackStatusAsString())
                    .toList();
        }
    }

    /** The account's own images, by their names. */
    public Map<String, Image> images() {
        try (Ec2Client ec2 = ec2()) {
            return ec2.describeImages(r -> r.owners("self")).images().stream()
                    .collect(Collectors.toMap(Image::name, image -> image, (a, b) -> a, TreeMap::new));
        }
    }

    /** The one image there must be. */
    public Image image() {
        Map<String, Image> images = images();
        if (images.size() != 1) {
            throw new AssertionError("Expected one image, found " + images.keySet());
        }
        return images.values().iterator().next();
    }

    /** The one image's tags. */
    public Map<String, String> imageTags() {
        return image().tags().stream()
                .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value(), (a, b) -> a, TreeMap::new));
    }

    /** What the builder of the one image wrote, by path. */
    public Map<String, Map<?, ?>> files() throws IOException, InterruptedException {
        String answer = control.read("/images/" + image().imageId() + "/files?region=" + region);
        return JSON.std.listFrom(answer).stream()
                .map(Map.class::cast)
                .collect(Collectors.toMap(file -> (String) file.get("path"), file -> file, (a, b) -> a, TreeMap::new));
    }

    /** The bytes of a file in the one image. */
    public byte[] file(String path) throws IOException, InterruptedException {
        return control.get("/images/" + image().imageId() + "/file?region=" + region + "&path="
                + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    /** A file in the one image, read as UTF-8. */
    public String read(String path) throws IOException, InterruptedException {
        return new String(file(path), StandardCharsets.UTF_8);
    }

    /** A file in one of several images, read as UTF-8. */
    public String read(String imageId, String path) throws IOException, InterruptedException {
        return control.read("/images/" + imageId + "/file?region=" + region + "&path="
                + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    /** The requests of this account so far, oldest first. */
    public List<Map<String, Object>> requests() throws IOException, InterruptedException {
        return control.read("/requests?").lines().map(Control::json).toList();
    }

    /** How often each action was called so far. */
    public Map<String, Long> calls() throws IOException, InterruptedException {
        return requests().stream()
                .collect(Collectors.groupingBy(
                        call -> (String) call.get("action"), TreeMap::new, Collectors.counting()));
    }

    /** What lies in the account apart from what AWS puts there, such as {@code instance i-1}; images with their snapshots too. */
    public List<String> inventory() {
        return new Inventory(this).list();
    }

    /** The snapshots of an image, as {@link #inventory} lists them. */
    public List<String> snapshotsOf(Image image) {
        return image.blockDeviceMappings().stream()
                .filter(device -> device.ebs() != null)
                .map(device -> "snapshot " + device.ebs().snapshotId())
                .sorted()
                .toList();
    }

    /** The spot market of this account. */
    public SpotMarket spot() {
        return new SpotMarket(this);
    }

    /** When the second goal of this account's builds asked AWS who it is. */
    public Instant secondRun() throws IOException, InterruptedException {
        return requests().stream()
                .filter(call -> "GetCallerIdentity".equals(call.get("action")))
                .map(call -> Instant.parse((String) call.get("time")))
                .sorted()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Waits until the cloud shows what the condition asks for, four minutes at most.
     *
     * @param what names it in the failure
     */
    public void await(String what, Condition condition) throws InterruptedException {
        await(what, condition, () -> {});
    }

    /**
     * Waits, and then does something at once, while other scripts may be at work.
     *
     * @param what names what is waited for in the failure
     */
    public void await(String what, Condition condition, Meanwhile.Act act) throws InterruptedException {
        Stage.waitFor(Meanwhile.task(this, what, Duration.ofMinutes(4), condition, act));
    }

    /** What a test waits for. */
    public interface Condition {
        /** Whether the cloud shows it. */
        boolean holds(Cloud cloud) throws IOException, InterruptedException;
    }

    /** Turns knobs of this account, such as {@code imagePendingSeconds}. */
    public void set(Map<String, Object> settings) throws IOException, InterruptedException {
        control.send("PUT", "/settings?", JSON.std.asString(settings));
    }

    /** Lets the next calls of an action fail, in this account. */
    public void fault(Map<String, Object> fault) throws IOException, InterruptedException {
        Map<String, Object> mine = new TreeMap<>(fault);
        mine.put("account", account);
        control.send("POST", "/faults?", JSON.std.asString(mine));
    }

    /** The faults that still wait for a call of this account, each with what it {@code struck} so far. */
    public List<Map<String, Object>> faults() throws IOException, InterruptedException {
        return JSON.std.listFrom(control.read("/faults?")).stream()
                .map(fault -> {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> map = (Map<String, Object>) fault;
                    return map;
                })
                .toList();
    }

    /** Takes back the faults of this account that still wait for a call. */
    public void noMoreFaults() throws IOException, InterruptedException {
        control.send("DELETE", "/faults?", "");
    }

    /** Forgets the account: its resources, processes, settings, faults and requests. */
    public void reset() throws IOException, InterruptedException {
        control.send("POST", "/reset?", "{}");
    }

    void post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        control.send("POST", path + "?region=" + region, JSON.std.asString(body));
    }
}
