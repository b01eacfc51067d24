package io.github.amibaker.policy;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project, and the rights it needs. */
abstract class PoliciesOfTests {
    @TempDir
    Path folder;

    Project project;
    BakeParameters parameters;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        parameters = project.parameters;
        parameters.stackName = "ami-io-github-amibaker-it-sample-1-0-74b897f7";
        parameters.region = "eu-west-1";
        parameters.allowedAccounts = List.of("123456789012");
    }

    Scope scope() {
        return Scope.of(project.request());
    }

    Right caller(String sid) {
        return named(CallerRights.of(project.request(), scope(), true), sid);
    }

    Right cloudFormation(String sid) {
        return named(CloudFormationRights.of(project.request(), scope()), sid);
    }

    static Right named(List<Right> rights, String sid) {
        return rights.stream()
                .filter(right -> right.sid().equals(sid))
                .findFirst()
                .orElseThrow();
    }

    static List<String> sids(List<Right> rights) {
        return rights.stream().map(Right::sid).toList();
    }

    static List<String> patterns(Right right) {
        return right.resources().stream().map(Right.Resource::pattern).toList();
    }
}
