package dev.difynative.api;

import java.util.function.BiConsumer;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps the framework from getting ready, at each request, for a refusal by its own authentication, which is not in use here:
 * for its metrics it would make a table of all endpoints each time, a tenth of what a short request costs.
 */
@Singleton
class UnusedAuthFailures {
    /** After the framework's authentication, which is first among those of its priority, and before what prepares the refusal. */
    private static final int WITH_AUTHENTICATION = 200;
    private static final BiConsumer<RoutingContext, Throwable> FAIL = RoutingContext::fail;

    void register(@Observes Filters filters) {
        filters.register(context -> {
            context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAIL);
            context.next();
        }, WITH_AUTHENTICATION);
    }
}
