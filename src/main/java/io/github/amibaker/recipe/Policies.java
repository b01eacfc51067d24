package io.github.amibaker.recipe;

import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.advice.PolicyAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.policy.CallerRights;
import io.github.amibaker.policy.CloudFormationRights;
import io.github.amibaker.policy.ImageRights;
import io.github.amibaker.policy.PolicyDocument;
import io.github.amibaker.policy.Scope;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.template.TemplateRenderer;
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
        imageMaker(scope);
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

    /** Of a role that the user brings for the function, or of one of a function that he brings, with its code. */
    private void imageMaker(Scope scope) {
        if (request.imaging().ownsRole()) {
            return;
        }
        console.info(PolicyAdvice.written(
                "Policy of the role of the function",
                files("image-role-policy", PolicyDocument.of(ImageRights.of(request, scope)))));
        console.info(PolicyAdvice.written(
                "Trust policy of that role",
                files("image-role-trust", List.of(PolicyDocument.trust("lambda.amazonaws.com")))));
        if (!request.imaging().ownsFunction()) {
            console.info(PolicyAdvice.imageFunction(
                    files("image-function", List.of(new TemplateRenderer().imageFunction()), ".py")
                            .get(0)));
        }
    }

    private List<Path> files(String name, List<String> documents) {
        return files(name, documents, ".json");
    }

    private List<Path> files(String name, List<String> documents, String extension) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (String document : documents) {
                Path file = folder.resolve(name + (files.isEmpty() ? "" : "-" + (files.size() + 1)) + extension);
                Files.writeString(file, document);
                files.add(file);
            }
        } catch (IOException e) {
            throw GoalAdvice.notWritten(folder, e);
        }
        return files;
    }
}
