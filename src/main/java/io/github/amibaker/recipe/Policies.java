package io.github.amibaker.recipe;

import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.advice.PolicyAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.policy.CallerRights;
import io.github.amibaker.policy.CloudFormationRights;
import io.github.amibaker.policy.PolicyDocument;
import io.github.amibaker.policy.Scope;
import io.github.amibaker.request.BakeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recipe of {@code ami:policy}: the least rights for a configuration, as files, without asking AWS. */
final class Policies {
    private final BakeRequest request;
    private final Path folder;
    private final Console console;

    Policies(BakeRequest request, Path folder, Console console) {
        this.request = request;
        this.folder = folder;
        this.console = console;
    }

    /** @param deregister whether the caller may remove images too */
    void write(boolean deregister) {
        Scope scope = Scope.of(request);
        List<Path> caller = files("caller-policy", PolicyDocument.of(CallerRights.of(request, scope, deregister)));
        List<Path> role = files("service-role-policy", PolicyDocument.of(CloudFormationRights.of(request, scope)));
        List<Path> trust = files("service-role-trust", List.of(PolicyDocument.trust("cloudformation.amazonaws.com")));
        console.info(PolicyAdvice.written("Policy of the caller", caller));
        console.info(PolicyAdvice.written("Policy of CloudFormation's service role", role));
        console.info(PolicyAdvice.written("Trust policy of that role", trust));
        console.info(request.roles()
                .roleArn()
                .map(PolicyAdvice::withServiceRole)
                .orElseGet(PolicyAdvice::withoutServiceRole));
        if (scope.isOfAnyAccount()) {
            console.info(PolicyAdvice.anyAccount());
        }
        if (scope.isOfAnyRegion()) {
            console.info(PolicyAdvice.anyRegion());
        }
        request.machine().instanceProfile().ifPresent(profile -> console.warn(PolicyAdvice.anyBuilderRole(profile)));
        request.template().file().ifPresent(own -> console.warn(PolicyAdvice.ownTemplate(own)));
    }

    private List<Path> files(String name, List<String> documents) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (String document : documents) {
                Path file = folder.resolve(name + (files.isEmpty() ? "" : "-" + (files.size() + 1)) + ".json");
                Files.writeString(file, document);
                files.add(file);
            }
        } catch (IOException e) {
            throw GoalAdvice.notWritten(folder, e);
        }
        return files;
    }
}
