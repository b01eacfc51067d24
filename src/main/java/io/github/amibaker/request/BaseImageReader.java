package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import java.util.regex.Pattern;

/** Reads the base image: {@code ami-…} or {@code ssm:/name}. */
final class BaseImageReader {
    private static final Pattern ID = Pattern.compile("ami-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    /** Levels after slashes, or one name without; a version may follow after a colon (GetParameter's Name). */
    private static final Pattern PARAMETER =
            Pattern.compile("(?:(?:/[A-Za-z0-9_.-]+){1,15}|[A-Za-z0-9_.-]+)(?::[0-9]+)?");

    private static final int LONGEST_PARAMETER = 1011;
    private static final String SSM = "ssm:";
    private static final BaseImage STAND_IN = new BaseImage.ById("ami-00000000000000000");

    private BaseImageReader() {}

    static BaseImage read(String written, Faults faults) {
        if (written == null || written.isBlank()) {
            faults.add(ParameterAdvice.noBaseImage());
            return STAND_IN;
        }
        if (written.startsWith(SSM)) {
            String name = written.substring(SSM.length());
            if (name.length() <= LONGEST_PARAMETER && PARAMETER.matcher(name).matches()) {
                return new BaseImage.ByParameter(name);
            }
            faults.add(ParameterAdvice.malformedSsmName(written));
            return STAND_IN;
        }
        if (ID.matcher(written).matches()) {
            return new BaseImage.ById(written);
        }
        faults.add(ParameterAdvice.malformedBaseImage(written));
        return STAND_IN;
    }
}
