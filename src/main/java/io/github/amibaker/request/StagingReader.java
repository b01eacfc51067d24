package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.StagingAdvice;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads where to stage.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming rules</a>
 */
final class StagingReader {
    private static final Pattern BUCKET =
            Pattern.compile("(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");
    /** Of what S3 calls safe characters those that need no encoding in an address. */
    private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+/?");

    private static final int LONGEST_PREFIX = 500;

    private StagingReader() {}

    static Staging read(StagingPlace written, Faults faults) {
        if (written == null) {
            return Staging.AUTOMATIC;
        }
        Staging.When when = Choice.read(Parameter.STAGING, written.when, Staging.When.AUTO, faults);
        if (written.bucket != null && !isBucket(written.bucket)) {
            faults.add(StagingAdvice.bucket(written.bucket));
        }
        String prefix = written.prefix == null ? "" : written.prefix;
        if (!prefix.isEmpty() && (!PREFIX.matcher(prefix).matches() || prefix.length() > LONGEST_PREFIX)) {
            faults.add(StagingAdvice.prefix(prefix));
        }
        if (written.prefix != null && written.bucket == null) {
            faults.add(StagingAdvice.prefixWithoutBucket(prefix));
        }
        return new Staging(
                when,
                Optional.ofNullable(written.bucket),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                false);
    }

    private static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches()
                && !name.contains("..")
                && !ADDRESS.matcher(name).matches();
    }
}
