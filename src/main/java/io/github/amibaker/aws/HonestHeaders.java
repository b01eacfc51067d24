package io.github.amibaker.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes away headers that promise what does not come. An upload is sent without asking for leave first: the JDK's client
 * waits for it until the read times out where something on the way does not know how to give it. A refusal of a HEAD has
 * a length but never a body, which would look like a connection that broke, and be asked again and again.
 */
final class HonestHeaders implements ExecutionInterceptor {
    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return context.httpRequest().toBuilder().removeHeader("Expect").build();
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        boolean refusedHead = context.httpRequest().method() == SdkHttpMethod.HEAD
                && !context.httpResponse().isSuccessful();
        return refusedHead
                ? context.httpResponse().toBuilder()
                        .removeHeader("Content-Length")
                        .build()
                : context.httpResponse();
    }
}
