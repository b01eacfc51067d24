package io.github.amibaker.template;

import io.github.amibaker.request.Resolution;
import io.github.amibaker.request.SecretReference;
import io.github.amibaker.request.SecretReference.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the builder's role must allow for it to fetch its secrets, and nothing else. Keys are used only through the
 * service, for these secrets: both services put the ARN into the encryption context.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html">Parameter Store</a>
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html">Secrets Manager</a>
 */
public final class SecretRights {
    /** What Secrets Manager puts behind a name, of which only the length is known beforehand. */
    private static final String SUFFIX = "-??????";

    private static final String HERE = ":${AWS::Region}:${AWS::AccountId}:";

    private final List<SecretReference> secrets;

    /** @param secrets what the scripts' variables refer to */
    public SecretRights(Collection<SecretReference> secrets) {
        this.secrets = secrets.stream().distinct().toList();
    }

    /** The policy, as a template takes it. */
    Map<String, Object> policy() {
        List<Object> statements = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Object> arns = of(kind).map(this::arn).map(SecretRights::sub).toList();
            if (!arns.isEmpty()) {
                statements.add(
                        statement(kind == Kind.PARAMETER ? "ReadParameters" : "ReadSecrets", action(kind), arns));
                statements.add(decrypt(kind, arns));
            }
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements);
        return policy;
    }

    /** The same in words, a line for each right. */
    public List<String> lines(Resolution resolution) {
        List<String> lines = new ArrayList<>();
        secrets.forEach(secret -> lines.add(action(secret.kind()) + " on "
                + arn(secret)
                        .replace("${AWS::Partition}", resolution.partition())
                        .replace("${AWS::Region}", resolution.region())
                        .replace("${AWS::AccountId}", resolution.account())));
        lines.add("kms:Decrypt on the key of each of them that has a key of your own");
        return lines;
    }

    private Stream<SecretReference> of(Kind kind) {
        return secrets.stream().filter(secret -> secret.kind() == kind);
    }

    private String arn(SecretReference secret) {
        if (secret.isArn()) {
            return secret.id();
        }
        return secret.kind() == Kind.PARAMETER
                ? "arn:${AWS::Partition}:ssm" + HERE + "parameter" + secret.id()
                : "arn:${AWS::Partition}:secretsmanager" + HERE + "secret:" + secret.id() + SUFFIX;
    }

    private Map<String, Object> decrypt(Kind kind, List<Object> arns) {
        String service = kind == Kind.PARAMETER ? "ssm" : "secretsmanager";
        List<Object> services = of(kind).map(
                        secret -> secret.isArn() ? secret.id().split(":", -1)[3] : "${AWS::Region}")
                .distinct()
                .map(region -> sub(service + "." + region + ".${AWS::URLSuffix}"))
                .toList();
        Map<String, Object> context = new TreeMap<>();
        context.put("kms:ViaService", services);
        context.put("kms:EncryptionContext:" + (kind == Kind.PARAMETER ? "PARAMETER_ARN" : "SecretARN"), arns);
        Map<String, Object> statement = statement(
                kind == Kind.PARAMETER ? "DecryptParameters" : "DecryptSecrets",
                "kms:Decrypt",
                List.of(sub("arn:${AWS::Partition}:kms:*:*:key/*")));
        statement.put("Condition", Map.of("StringLike", context));
        return statement;
    }

    private static String action(Kind kind) {
        return kind == Kind.PARAMETER ? "ssm:GetParameter" : "secretsmanager:GetSecretValue";
    }

    private static Map<String, Object> statement(String sid, String action, List<Object> resources) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", sid);
        statement.put("Effect", "Allow");
        statement.put("Action", action);
        statement.put("Resource", resources);
        return statement;
    }

    private static Object sub(String text) {
        return text.contains("${") ? Map.of("Fn::Sub", text) : text;
    }
}
