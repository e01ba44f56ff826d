package dev.difynative.platform.tracing;

import jakarta.inject.Singleton;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.semconv.UrlAttributes;

/**
 * Keeps what may be a secret out of traces: queries hold signatures and keys, and the paths of other services hold tokens (those of
 * chat hooks do).
 */
@Singleton
class HarmlessAddresses implements SpanProcessor {
    private static final String LEFT_OUT = "REDACTED";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String url = span.getAttribute(UrlAttributes.URL_FULL);
        if (url != null) {
            span.setAttribute(UrlAttributes.URL_FULL, origin(url));
        }
        if (span.getAttribute(UrlAttributes.URL_QUERY) != null) {
            span.setAttribute(UrlAttributes.URL_QUERY, LEFT_OUT);
        }
    }

    /** Scheme, host and port. */
    static String origin(String url) {
        int host = url.indexOf("://") + 3;
        if (host < 3) {
            return LEFT_OUT;
        }
        int end = host;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int user = url.lastIndexOf('@', end - 1);
        return url.substring(0, host) + url.substring(user < host ? host : user + 1, end);
    }

    @Override
    public boolean isStartRequired() { return true; }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() { return false; }
}
