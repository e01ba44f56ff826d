package dev.difynative.platform.logging;

import java.util.UUID;

import org.jboss.logging.MDC;

import dev.difynative.platform.tracing.Traces;

/** What each log line and the trace of a request say of it; it follows the request from thread to thread. */
public final class LogContext {
    private LogContext() {}

    public static void request(String requestId) {
        MDC.put("request_id", requestId);
        Traces.tell("dify.request.id", requestId);
    }

    public static void tenant(UUID tenantId) {
        String id = tenantId.toString();
        MDC.put("tenant_id", id);
        Traces.tell("dify.tenant.id", id);
    }
}
