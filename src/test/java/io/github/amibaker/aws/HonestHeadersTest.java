package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.RoleSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class HonestHeadersTest {
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private AwsClients clients;

    @BeforeEach
    void anS3ThatHasNothing() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Expect"));
            exchange.getRequestBody().readAllBytes();
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", "243");
            }
            exchange.sendResponseHeaders(head ? 404 : 200, -1);
            exchange.close();
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Faults faults = new Faults();
        clients = AwsClients.open(
                        new BakeRequest.Connection(
                                Optional.of("eu-central-1"),
                                Optional.empty(),
                                Optional.of(endpoint),
                                Optional.empty(),
                                List.of(),
                                Optional.of(new BakeRequest.Keys("AKIA", "secret", Optional.empty())),
                                RoleSession.NONE),
                        Optional.empty(),
                        faults)
                .orElseThrow(() -> new AssertionError(faults.list().toString()));
    }

    @AfterEach
    void close() {
        clients.close();
        server.stop(0);
    }

    @Test
    void aHeadOfWhatIsNotThereIsAskedOnce() {
        S3Client s3 = clients.s3().client();
        assertThatThrownBy(() -> s3.headObject(head -> head.bucket("b").key("k")))
                .isInstanceOfSatisfying(
                        S3Exception.class, gone -> assertThat(gone.statusCode()).isEqualTo(404));
        assertThat(asked).containsExactly("HEAD null");
    }

    @Test
    void anUploadDoesNotWaitForLeave() {
        clients.s3().client().putObject(put -> put.bucket("b").key("k"), RequestBody.fromString("hello"));
        assertThat(asked).containsExactly("PUT null");
    }
}
