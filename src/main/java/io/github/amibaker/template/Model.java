package io.github.amibaker.template;

import freemarker.template.TemplateScalarModel;
import io.github.amibaker.inputs.Parts;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Egress;
import io.github.amibaker.request.Imaging;
import io.github.amibaker.request.MachineChoice;
import io.github.amibaker.request.Resolution;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a template can name: {@code ami.NAME} for each {@link ModelName}, and the user's variables. */
final class Model {
    private static final int LONGEST_DESCRIPTION = 255;
    private static final int INPUTS_IN_NAME = 12;

    private final Map<ModelName, Object> values = new EnumMap<>(ModelName.class);
    private final BakeRequest request;
    private boolean userDataUsed;

    Model(BakeRequest request, Resolution resolution, Parts parts, UserData userData, Bundle bundle) {
        String inputs = parts.hash();
        this.request = request;
        request(request);
        machine(request.machine());
        egress(request.egress());
        imaging(request.imaging(), new BlockDevices(request), resolution);
        values.put(
                ModelName.SECURITY_GROUP_IDS,
                resolution.groups(request.machine().securityGroupIds()));
        place(request.machine().choice(), resolution.candidate());
        values.put(ModelName.ARCHITECTURE, resolution.architecture());
        values.put(ModelName.BASE_IMAGE_ID, resolution.baseImageId());
        values.put(ModelName.INSTANCE_TYPE, resolution.instanceType());
        values.put(ModelName.REGION, resolution.region());
        values.put(ModelName.ROOT_DEVICE_NAME, resolution.rootDeviceName());
        put(ModelName.VPC_ID, resolution.vpcId());
        values.put(ModelName.INPUTS, inputs);
        values.put(
                ModelName.IMAGE_NAME,
                request.imageName().orElse(request.imageNamePrefix() + "-" + inputs.substring(0, INPUTS_IN_NAME)));
        values.put(ModelName.IMAGE_TAGS, BakeTags.list(BakeTags.ofImage(request, resolution, parts)));
        values.put(ModelName.STACK_TAGS, BakeTags.list(BakeTags.ofStack(request, resolution, inputs)));
        values.put(ModelName.DESCRIPTION, description(resolution.baseImageId()));
        values.put(ModelName.CREATE_IMAGE_CODE, Json.of(bundle.function(Bundle.FUNCTION)));
        if (resolution.candidate().spot()) {
            values.put(ModelName.SPOT, spot(request.machine().choice(), bundle.function(Bundle.SPOT_FUNCTION)));
        }
        if (request.staging().needed()) {
            values.put(ModelName.STAGING, staging(request, bundle.function(Bundle.STAGING_FUNCTION)));
        }
        values.put(ModelName.USER_DATA, (TemplateScalarModel) () -> {
            userDataUsed = true;
            return userData.json();
        });
    }

    /** The values by the names that a template uses. */
    Map<String, Object> names() {
        Map<String, Object> ami = new TreeMap<>();
        values.forEach((name, value) -> ami.put(name.text(), value));
        Map<String, Object> names = new LinkedHashMap<>(request.template().variables());
        names.put("ami", ami);
        return names;
    }

    /** Whether the template that was rendered asked for the user data. */
    boolean userDataUsed() {
        return userDataUsed;
    }

    private void request(BakeRequest asked) {
        values.put(ModelName.BASE_IMAGE, asked.baseImage().text());
        put(ModelName.ENDPOINT, asked.connection().endpoint().map(Object::toString));
        put(ModelName.PROFILE, asked.connection().profile());
        values.put(ModelName.ENVIRONMENT, asked.provisioning().environment());
        if (!asked.provisioning().allSecrets().isEmpty()) {
            values.put(
                    ModelName.SECRET_POLICY,
                    new SecretRights(asked.provisioning().allSecrets()).policy());
        }
        values.put(ModelName.FORCE, asked.force());
        values.put(ModelName.IMAGE_NAME_GIVEN, asked.imageName().isPresent());
        values.put(ModelName.IMAGE_NAME_PREFIX, asked.imageNamePrefix());
        values.put(ModelName.ON_FAILURE, word(asked.onFailure()));
        values.put(ModelName.TEARDOWN, word(asked.teardown()));
        values.put(ModelName.PLATFORM, asked.provisioning().platform().text());
        values.put(ModelName.SIGNAL, word(asked.signal()));
        put(ModelName.PERMISSIONS_BOUNDARY, asked.roles().permissionsBoundary());
        put(ModelName.ROLE_ARN, asked.roles().roleArn());
        put(ModelName.ROLE_PATH, asked.roles().rolePath());
        Map<String, String> project = new TreeMap<>();
        project.put("groupId", asked.project().groupId());
        project.put("artifactId", asked.project().artifactId());
        project.put("version", asked.project().version());
        values.put(ModelName.PROJECT, project);
        values.put(ModelName.PROVISION_TIMEOUT, asked.provisionTimeout().toString());
        values.put(ModelName.PROVISION_TIMEOUT_SECONDS, asked.provisionTimeout().toSeconds());
        values.put(ModelName.STACK_NAME, asked.stackName());
        values.put(ModelName.TAGS, asked.tags());
        values.put(ModelName.USER_TAGS, BakeTags.list(asked.tags()));
        values.put(ModelName.TEMPLATE_VARIABLES, asked.template().variables());
    }

    private void machine(BakeRequest.Machine machine) {
        put(ModelName.ASSOCIATE_PUBLIC_IP, machine.associatePublicIp());
        put(ModelName.INSTANCE_PROFILE, machine.instanceProfile());
        put(
                ModelName.INSTANCE_PROFILE_NAME,
                machine.instanceProfile().map(profile -> profile.substring(profile.lastIndexOf('/') + 1)));
        values.put(ModelName.ROOT_VOLUME, BlockDevices.asked(machine.rootVolume()));
    }

    private void egress(Egress egress) {
        egress.proxy().ifPresent(proxy -> {
            Map<String, String> asked = new TreeMap<>();
            proxy.http().ifPresent(url -> asked.put("http", url));
            proxy.https().ifPresent(url -> asked.put("https", url));
            asked.put("noProxy", proxy.withoutProxy());
            values.put(ModelName.BUILDER_PROXY, asked);
        });
        values.put(
                ModelName.CA_CERTIFICATES,
                egress.certificates().stream().map(Egress.Certificate::name).toList());
        values.put(ModelName.KEEP_CA_CERTIFICATES, egress.keepCertificates());
    }

    private void imaging(Imaging imaging, BlockDevices devices, Resolution resolution) {
        values.put(ModelName.BLOCK_DEVICE_MAPPINGS, devices.ofBuilder(resolution.rootDeviceName()));
        values.put(ModelName.IMAGE_BLOCK_DEVICE_MAPPINGS, devices.ofImage());
        values.put(ModelName.VOLUMES, devices.asked());
        values.put(ModelName.ENCRYPTED, imaging.encrypted());
        put(ModelName.KMS_KEY_ID, imaging.kmsKeyId());
        put(ModelName.IMAGE_ROLE_ARN, imaging.roleArn());
        put(ModelName.IMAGE_FUNCTION_ARN, imaging.functionArn());
        Imaging.Attributes asked = imaging.attributes();
        values.put(
                ModelName.IMAGE_DESCRIPTION,
                asked.description().orElseGet(() -> description(resolution.baseImageId())));
        Map<String, Object> attributes = new TreeMap<>();
        if (asked.imdsV2()) {
            attributes.put("imdsSupport", "v2.0");
        }
        asked.description().ifPresent(text -> attributes.put("description", text));
        asked.deprecateAfter().ifPresent(after -> attributes.put("deprecateAfterSeconds", after.toSeconds()));
        asked.bootMode().ifPresent(mode -> attributes.put("bootMode", mode));
        asked.tpmSupport().ifPresent(tpm -> attributes.put("tpmSupport", tpm));
        asked.enaSupport().ifPresent(ena -> attributes.put("enaSupport", ena));
        values.put(ModelName.IMAGE_ATTRIBUTES, attributes);
    }

    private static Map<String, Object> staging(BakeRequest asked, String code) {
        Map<String, Object> staging = new TreeMap<>();
        staging.put("timeoutSeconds", StagingTime.seconds(asked.provisioning()));
        staging.put("prefix", asked.staging().prefix());
        asked.staging().bucket().ifPresent(bucket -> staging.put("bucket", bucket));
        staging.put("code", Json.of(code));
        return staging;
    }

    private static Map<String, Object> spot(MachineChoice asked, String code) {
        Map<String, Object> spot = new TreeMap<>();
        asked.spot().flatMap(MachineChoice.Spot::maxPrice).ifPresent(price -> spot.put("maxPrice", price));
        spot.put("code", Json.of(code));
        return spot;
    }

    private void place(MachineChoice asked, Candidate candidate) {
        put(
                ModelName.SUBNET_ID,
                candidate.subnetId().or(() -> asked.subnetIds().stream().findFirst()));
    }

    private void put(ModelName name, Optional<?> value) {
        value.ifPresent(present -> values.put(name, present));
    }

    private String description(String baseImageId) {
        String text = request.project().coordinates() + " on " + baseImageId + ", baked by ami-maven-plugin";
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
