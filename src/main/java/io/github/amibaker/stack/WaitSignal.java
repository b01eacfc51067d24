package io.github.amibaker.stack;

import io.github.amibaker.aws.PresignedPut;
import io.github.amibaker.template.Json;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * A signal to a wait condition.
 *
 * @param status {@code SUCCESS} or {@code FAILURE}
 * @param uniqueId who signals: of two signals with the same id the second counts for nothing
 * @param reason in a sentence; CloudFormation tells that of a failure in its event
 * @param data what the wait condition hands on
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html">Wait conditions</a>
 */
public record WaitSignal(String status, String uniqueId, String reason, String data) {
    /** Puts it to the address of a wait condition handle, once; IOException when it is not taken. */
    public void put(URI handle, PresignedPut put) throws IOException {
        put.put(
                handle,
                Json.of(new TreeMap<>(Map.of("Status", status, "UniqueId", uniqueId, "Reason", reason, "Data", data))));
    }
}
