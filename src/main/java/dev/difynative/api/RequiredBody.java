package dev.difynative.api;

import java.io.IOException;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import dev.difynative.platform.error.Parameters;

/** Refuses a call without a body, or with the body {@code null}, where the resource's parameter is {@link NotNull}. */
@Provider
public class RequiredBody implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            for (var annotation : context.getAnnotations()) {
                if (annotation instanceof NotNull) {
                    throw Parameters.missing("body");
                }
            }
        }
        return body;
    }
}
