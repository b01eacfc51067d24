package io.github.amibaker.mojo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An endpoint with one stack, whose bake is in progress until it is deleted. */
final class StackEndpoint implements AutoCloseable {
    static final String NAME = "web-image";

    /** Names of the actions that were called. */
    final List<String> actions = Collections.synchronizedList(new ArrayList<>());

    private static final String ARN = "arn:aws:cloudformation:eu-west-1:123456789012:stack/web-image/0a1b2c3d";
    private final HttpServer server;
    private volatile String status = "CREATE_IN_PROGRESS";

    StackEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String action = asked.replaceAll("(?s).*Action=(\\w+).*", "$1");
        actions.add(action);
        if (action.equals("DeleteStack")) {
            status = "DELETE_COMPLETE";
        }
        String content = switch (action) {
            case "DescribeStacks" ->
                "<Stacks><member>" + stack() + "<StackStatus>" + status + "</StackStatus>"
                        + "<CreationTime>2026-11-23T05:00:00Z</CreationTime><Tags><member>"
                        + "<Key>ami:stack-name</Key><Value>" + NAME + "</Value></member></Tags></member></Stacks>";
            case "DescribeStackEvents" ->
                "<StackEvents><member>" + stack() + "<EventId>" + status
                        + "</EventId><PhysicalResourceId>" + ARN + "</PhysicalResourceId><LogicalResourceId>" + NAME
                        + "</LogicalResourceId><ResourceType>AWS::CloudFormation::Stack</ResourceType>"
                        + "<ResourceStatus>" + status + "</ResourceStatus><Timestamp>2026-11-23T05:00:00Z"
                        + "</Timestamp></member></StackEvents>";
            default -> "";
        };
        String result = "<" + action + "Result>" + content + "</" + action + "Result>";
        byte[] body =
                ("<" + action + "Response>" + result + "</" + action + "Response>").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String stack() {
        return "<StackId>" + ARN + "</StackId><StackName>" + NAME + "</StackName>";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
