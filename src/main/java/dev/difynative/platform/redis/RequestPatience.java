package dev.difynative.platform.redis;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Whether the request that this thread works for has waited for Redis in vain; it follows the request from thread to thread. */
final class RequestPatience {
    private static final String KEY = RequestPatience.class.getName();

    private RequestPatience() {}

    static boolean isSpent() {
        Context request = Vertx.currentContext();
        return request != null && VertxContext.isDuplicatedContext(request) && request.getLocal(KEY) != null;
    }

    /** Outside of a request nothing is remembered. */
    static void spend() {
        Context request = Vertx.currentContext();
        if (request != null && VertxContext.isDuplicatedContext(request)) {
            request.putLocal(KEY, Boolean.TRUE);
        }
    }
}
