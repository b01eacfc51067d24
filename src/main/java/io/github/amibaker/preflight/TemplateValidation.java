package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/**
 * What CloudFormation itself says of a template.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html">ValidateTemplate</a>
 */
final class TemplateValidation {
    /** {@code Template format error: YAML not well-formed. (line 3, column 5)}. */
    private static final Pattern LINE = Pattern.compile("\\(line (\\d{1,6}), column \\d+\\)");

    private final AwsClients clients;
    private final Asking asking;

    TemplateValidation(AwsClients clients, Asking asking) {
        this.clients = clients;
        this.asking = asking;
    }

    void check(String body, Faults faults) {
        asking.ask("cloudformation:ValidateTemplate", () -> {
            try {
                clients.cloudformation().validateTemplate(request -> request.templateBody(body));
            } catch (CloudFormationException refused) {
                if (!Failures.code(refused).equals("ValidationError")) {
                    throw refused;
                }
                faults.add(PreflightAdvice.refusedTemplate(Failures.message(refused), line(body, refused)));
            }
            return true;
        });
    }

    private static String line(String body, SdkException refused) {
        Matcher said = LINE.matcher(Failures.message(refused));
        return said.find()
                ? body.lines()
                        .skip(Math.max(0, Long.parseLong(said.group(1)) - 1))
                        .findFirst()
                        .orElse("")
                : "";
    }
}
