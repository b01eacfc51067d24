package io.github.amibaker.policy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Policies in IAM's JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">Quotas</a>
 */
public final class PolicyDocument {
    /** Characters of a managed policy; IAM does not count white space. */
    static final int MOST = 6_144;

    private static final String VERSION = "2012-10-17";

    private PolicyDocument() {}

    /** Policies that together allow this, each short enough for a managed policy of its own. */
    public static List<String> of(List<Right> rights) {
        List<String> documents = new ArrayList<>();
        List<Map<String, Object>> statements = new ArrayList<>();
        for (Right right : rights) {
            statements.add(statement(right));
            if (statements.size() > 1 && size(json(statements)) > MOST) {
                documents.add(json(statements.subList(0, statements.size() - 1)));
                statements = new ArrayList<>(List.of(statements.get(statements.size() - 1)));
            }
        }
        documents.add(json(statements));
        return List.copyOf(documents);
    }

    /** Lets a service take a role. */
    public static String trust(String service) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("Service", service));
        statement.put("Action", "sts:AssumeRole");
        return json(List.of(statement));
    }

    /** As IAM counts. */
    static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private static Map<String, Object> statement(Right right) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", right.sid());
        statement.put("Effect", "Allow");
        statement.put("Action", right.actions());
        statement.put(
                "Resource",
                right.resources().stream().map(Right.Resource::pattern).toList());
        if (!right.conditions().isEmpty()) {
            Map<String, Object> conditions = new TreeMap<>();
            right.conditions().forEach((key, value) -> put(conditions, key, value));
            statement.put("Condition", conditions);
        }
        return statement;
    }

    /** What is not known is a pattern. */
    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> conditions, String key, String value) {
        String operator = value.contains(Scope.ANY) ? "StringLike" : "StringEquals";
        ((Map<String, String>) conditions.computeIfAbsent(operator, none -> new TreeMap<String, String>()))
                .put(key, value);
    }

    private static String json(List<Map<String, Object>> statements) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", VERSION);
        document.put("Statement", statements);
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document) + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
