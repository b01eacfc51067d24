package io.github.amibaker.orphans;

import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Tells that the account is that of the region. */
final class FakeSts implements StsClient {
    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder().account("123456789012").build();
    }

    @Override
    public String serviceName() {
        return "sts";
    }

    @Override
    public void close() {
        // holds nothing
    }
}
