package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void whatTheUserCanMendBecomesAFailureWithMessageAndAdvice() throws Exception {
        assertThat(Failure.of(BakeException.user("No region.", "Set one.")))
                .hasMessage("No region.\nSet one.")
                .hasNoCause();
    }

    @Test
    void whatItCameFromIsNotShownAsATrace() throws Exception {
        assertThat(Failure.of(BakeException.user("No file.", "Make one.", new IOException("disk"))))
                .hasNoCause();
    }

    @Test
    void brokenMachineryBecomesAnErrorWithItsCauseForThoseWhoAskMavenForIt() {
        IOException cause = new IOException("reset");
        assertThatThrownBy(() -> Failure.of(BakeException.machinery("AWS is down.", "Wait.", cause)))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("AWS is down.\nWait.")
                .hasCause(cause);
    }
}
