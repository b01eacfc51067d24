package io.github.amibaker.request;

import java.util.Optional;

/** Where the code that a device for multi-factor authentication shows comes from. */
@FunctionalInterface
public interface MfaCode {
    /** Nobody can be asked. */
    MfaCode NOBODY = serial -> Optional.empty();

    /**
     * The code as it was given or typed, unchecked; it may be asked for once only, as AWS takes a code once only.
     *
     * @param serial the device, an ARN or a serial number
     * @return empty when nobody can be asked
     */
    Optional<String> of(String serial);
}
