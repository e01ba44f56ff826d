package dev.difynative.api;

import java.util.List;

import jakarta.inject.Singleton;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.semconv.UrlAttributes;
import io.vertx.core.http.impl.HttpUtils;

/** Paths of which a part is as good as a key: whoever knows it is let in. They are told, in logs and traces, without it. */
@Singleton
class SecretPaths implements SpanProcessor {
    private static final List<String> BEFORE_SECRETS = List.of("/mcp/server/", "/form/", "/api/form/human_input/",
            "/v1/form/human_input/", "/console/api/form/human_input/", "/triggers/webhook/", "/triggers/webhook-debug/");
    private static final String LEFT_OUT = "REDACTED";

    /** The path as endpoints are found by it, whichever way it was written. */
    static String shown(String sent) {
        String path;
        try {
            path = HttpUtils.normalizePath(sent);
        } catch (IllegalArgumentException malformed) {
            return LEFT_OUT;
        }
        for (String before : BEFORE_SECRETS) {
            if (path.startsWith(before)) {
                int end = path.indexOf('/', before.length());
                return before + LEFT_OUT + (end < 0 ? "" : path.substring(end));
            }
        }
        return path;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String path = span.getAttribute(UrlAttributes.URL_PATH);
        if (path != null) {
            span.setAttribute(UrlAttributes.URL_PATH, shown(path));
        }
    }

    @Override
    public boolean isStartRequired() { return true; }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() { return false; }
}
