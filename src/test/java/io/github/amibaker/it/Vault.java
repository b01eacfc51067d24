package io.github.amibaker.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Secrets and keys of a test's account, kept where AWS keeps them. */
public final class Vault {
    private final Cloud cloud;

    /** Keeps them in the account of that cloud's test. */
    public Vault(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Keeps a SecureString parameter. */
    public void parameter(String name, String value) throws IOException, InterruptedException {
        call("ssm", "AmazonSSM.PutParameter", Map.of("Name", name, "Value", value, "Type", "SecureString"));
    }

    /** Keeps a secret of Secrets Manager. */
    public void secret(String name, String value) throws IOException, InterruptedException {
        call(
                "secretsmanager",
                "secretsmanager.CreateSecret",
                Map.of("Name", name, "SecretString", value, "ClientRequestToken", "0".repeat(32)));
    }

    /**
     * Makes a KMS key.
     *
     * @param alias such as {@code alias/data}
     * @return its ARN
     */
    public String key(String alias) throws IOException, InterruptedException {
        Map<?, ?> made = JSON.std.mapFrom(call("kms", "TrentService.CreateKey", Map.of()));
        String arn = (String) ((Map<?, ?>) made.get("KeyMetadata")).get("Arn");
        call("kms", "TrentService.CreateAlias", Map.of("AliasName", alias, "TargetKeyId", arn));
        return arn;
    }

    /** By hand, as the plugin has no client of these services; the local cloud takes any signature. */
    private String call(String service, String target, Map<String, String> request)
            throws IOException, InterruptedException {
        String scope = cloud.account() + "/20260101/us-east-1/" + service + "/aws4_request";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(cloud.endpoint())
                                .header("Content-Type", "application/x-amz-json-1.1")
                                .header("X-Amz-Target", target)
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0")
                                .POST(HttpRequest.BodyPublishers.ofString(JSON.std.asString(request)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(target + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
