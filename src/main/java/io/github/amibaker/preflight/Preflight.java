package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Resolution;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Asks AWS about a request before anything is created: who calls, and whether what the request names is there. */
public final class Preflight {
    private final AwsClients clients;

    /** Asks with these clients. */
    public Preflight(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * Asks at most seven calls; one missing thing does not hide the others.
     *
     * @param faults takes what AWS does not have
     * @return empty when there is a fault
     * @throws io.github.amibaker.advice.BakeException when AWS cannot be reached or refuses to tell
     */
    public Optional<Resolution> resolve(BakeRequest request, Faults faults) {
        GetCallerIdentityResponse caller = caller();
        Faults found = new Faults();
        Optional<BaseImageLookup.Found> base = new BaseImageLookup(clients).find(request.baseImage(), found);
        Optional<String> type = new InstanceTypeCheck(clients)
                .find(request.machine().instanceType(), base.map(BaseImageLookup.Found::architecture), found);
        boolean builtIn = request.template().file().isEmpty();
        Optional<String> vpc = new NetworkCheck(clients).find(request.machine(), builtIn, found);
        found.list().forEach(faults::add);
        if (!found.isEmpty() || base.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Resolution(
                caller.account(),
                caller.arn(),
                caller.arn().split(":", -1)[1],
                clients.region(),
                base.get().id(),
                base.get().name(),
                base.get().rootDeviceName(),
                base.get().architecture(),
                type.get(),
                vpc));
    }

    private GetCallerIdentityResponse caller() {
        try {
            return clients.sts().getCallerIdentity();
        } catch (SdkException failure) {
            throw clients.failures().of("sts:GetCallerIdentity", failure);
        }
    }
}
