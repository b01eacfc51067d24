package io.github.amibaker.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** A user and a service role that may do what {@code ami:policy} wrote, and nothing else. */
public final class GrantedPolicies {
    private static final String USER = "baker";
    private static final String ROLE = "images";

    private final Cloud cloud;
    private final Path folder;

    /** In the account of the cloud, by what lies below {@code target/ami} of the test's folder. */
    public GrantedPolicies(Cloud cloud, File basedir) {
        this.cloud = cloud;
        this.folder = basedir.toPath();
    }

    /**
     * Makes the user {@code baker} and the role {@code images}.
     *
     * @return the properties with which Maven finds the user's keys, in the profile {@code baker}
     */
    public Map<String, String> grant() throws IOException {
        try (IamClient iam = cloud.iam()) {
            iam.createUser(r -> r.userName(USER));
            String caller = policy("caller-policy");
            iam.putUserPolicy(r -> r.userName(USER).policyName("bake").policyDocument(caller));
            String trust = policy("service-role-trust");
            iam.createRole(r -> r.roleName(ROLE).assumeRolePolicyDocument(trust));
            String service = policy("service-role-policy");
            iam.putRolePolicy(r -> r.roleName(ROLE).policyName("bake").policyDocument(service));
            return Map.of(
                    "aws.sharedCredentialsFile",
                    credentials(iam.createAccessKey(r -> r.userName(USER)).accessKey())
                            .toString(),
                    "rights.profile",
                    USER);
        }
    }

    private String policy(String name) throws IOException {
        return Files.readString(folder.resolve("target/ami").resolve(name + ".json"));
    }

    private Path credentials(AccessKey key) throws IOException {
        return Files.writeString(
                folder.resolve("credentials"),
                "[%s]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
                        .formatted(USER, key.accessKeyId(), key.secretAccessKey()));
    }
}
