package dev.difynative.platform.logging;

import java.util.List;
import java.util.UUID;

import org.jboss.logging.MDC;

import dev.difynative.platform.tracing.Traces;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.vertx.core.Context;

/** What each log line and the trace of a request say of it; it follows the request from thread to thread. */
public final class LogContext {
    private static final String REQUEST = "request_id";
    private static final String TENANT = "tenant_id";

    private LogContext() {}

    public static void request(String requestId) {
        MDC.put(REQUEST, requestId);
        Traces.tell("dify.request.id", requestId);
    }

    public static void tenant(UUID tenantId) {
        String id = tenantId.toString();
        MDC.put(TENANT, id);
        Traces.tell("dify.tenant.id", id);
    }

    /** Has the log lines of another context say what those of this one do. */
    public static void copyTo(Context other) {
        for (String key : List.of(REQUEST, TENANT)) {
            if (MDC.get(key) instanceof String value) {
                VertxMDC.INSTANCE.put(key, value, other);
            }
        }
    }
}
