package dev.difynative.api;

import java.util.function.BiConsumer;

import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;

import dev.difynative.quota.CallDecisions;
import dev.difynative.quota.Decision;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/** Tells a caller how much of the tightest limit in force is left. */
public final class RateLimitHeaders {
    private RateLimitHeaders() {}

    /** The same when the answer is sent: what is decided until then may be tighter. */
    public static void showLast(Decision decision, RoutingContext request) {
        Context call = Vertx.currentContext();
        request.addHeadersEndHandler(unused -> {
            Decision tightest = CallDecisions.tightest(decision, call);
            if (tightest != decision) {
                headers(tightest, (name, value) -> request.response().putHeader(name, value));
            }
        });
    }

    /** Set on the response itself, because the framework drops a filter's headers from an answer that is a stream. */
    public static void show(Decision decision, ServerHttpResponse response) {
        if (decision.limited()) {
            headers(decision, response::setResponseHeader);
        }
        if (!decision.allowed()) {
            response.setResponseHeader("Retry-After", Long.toString(decision.retryAfter()));
        }
    }

    private static void headers(Decision decision, BiConsumer<String, String> response) {
        response.accept("X-RateLimit-Limit", Long.toString(decision.limit()));
        response.accept("X-RateLimit-Remaining", Long.toString(decision.remaining()));
        response.accept("X-RateLimit-Reset", Long.toString(decision.resetAt()));
    }
}
