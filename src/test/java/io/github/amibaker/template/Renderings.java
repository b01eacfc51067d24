package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Resolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders for tests, and finds its way in what was rendered. */
final class Renderings {
    /** What AWS answers in tests. */
    static final Resolution RESOLUTION = resolution("x86_64", "t3.small", Optional.empty());

    /** The same on the spot market. */
    static final Resolution SPOT = RESOLUTION.at(new Candidate("t3.small", Optional.empty(), Optional.empty(), true));

    private Renderings() {}

    /** What AWS answers of another machine or network. */
    static Resolution resolution(String architecture, String instanceType, Optional<String> vpc) {
        return resolution("ami-0123456789abcdef0", architecture, instanceType, vpc);
    }

    /** What AWS answers of another base image, machine or network. */
    static Resolution resolution(String baseImage, String architecture, String instanceType, Optional<String> vpc) {
        Candidate builder = new Candidate(instanceType, Optional.empty(), Optional.empty(), false);
        return new Resolution(
                "111122223333",
                "arn:aws:iam::111122223333:user/kim",
                "aws",
                "ap-northeast-2",
                baseImage,
                "al2023",
                "/dev/xvda",
                architecture,
                vpc,
                List.of(builder),
                builder,
                Map.of());
    }

    static RenderedTemplate render(BakeRequest request) {
        return new TemplateRenderer().render(request, RESOLUTION);
    }

    /** What lies at the path in a template; a number in the path is an index of a list. */
    static Object at(String body, String... path) {
        Object value = CloudFormationYaml.parse(body);
        for (String step : path) {
            value = value instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) value).get(step);
        }
        return value;
    }

    static Object property(String body, String resource, String name) {
        return at(body, "Resources", resource, "Properties", name);
    }
}
