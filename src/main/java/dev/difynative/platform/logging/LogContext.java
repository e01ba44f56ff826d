package dev.difynative.platform.logging;

import java.util.UUID;

import org.jboss.logging.MDC;

/** What each log line of a request says beside its message; it follows the request from thread to thread. */
public final class LogContext {
    private LogContext() {}

    public static void request(String requestId) { MDC.put("request_id", requestId); }

    public static void tenant(UUID tenantId) { MDC.put("tenant_id", tenantId.toString()); }
}
