package io.github.amibaker.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "it's \"quoted\" \\ and \\n",
                "${AWS::Region} ${!x} [=y] <#if> {{z}}",
                "two\nlines\r\nand\ttab \u000b",
                "</script> ]]> --> <!-- # : - ? & * !",
                "플랫폼 größe \ud83d\ude00",
                "\u0000\u0007\u007f\u0085\u00a0\u2028\u2029\ufeff\ufffe\uffff",
                "yes",
                "0x1",
                "null",
            })
    void isReadBackAsItWasFromJsonAndFromYaml(String text) throws IOException {
        Object value = Map.of("key " + text, List.of(text, 1, true));
        String json = Json.of(value);
        assertThat(json).doesNotContain("\n");
        assertThat(JSON.std.anyFrom(json)).isEqualTo(value);
        assertThat(CloudFormationYaml.parse("# no JSON\n" + json)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's \"${x}\" [=y]\n\r\n플랫폼 \ud83d\ude00 </a> \\"})
    void quotesInTemplates(String text) throws BrokenTemplate {
        String rendered = new TemplateEngine()
                .render("t", io.github.amibaker.request.Bytes.of("a: [=json(x)]"), Map.of("x", text))
                .text();
        assertThat(CloudFormationYaml.parse(rendered)).isEqualTo(Map.of("a", text));
    }
}
