package dev.difynative.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.lifecycle.Shutdown;
import dev.difynative.platform.logging.LogContext;
import dev.difynative.platform.metrics.HttpMetrics;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * The first to see a request and the last to see its answer: gives it an id, refuses it while the service ends, and measures
 * it.
 */
@Singleton
class RequestObserver {
    private static final Logger REQUESTS = Logger.getLogger("dev.difynative.requests");
    private static final String REQUEST_ID = "X-Request-Id";
    private static final int LONGEST_ID = 128;
    private static final int BEFORE_EVERYTHING_ELSE = 10_000;
    private static final int MAX_URI_LENGTH = 8 * 1024;
    private static final int MAX_HEADERS_LENGTH = 20 * 1024;
    private static final String OPERATIONS = "/q/";

    private final HttpMetrics metrics;
    private final Shutdown shutdown;
    private final RouteFaults faults;
    private final boolean logRequests;

    RequestObserver(HttpMetrics metrics, Shutdown shutdown, RouteFaults faults, LogConfig config) {
        this.metrics = metrics;
        this.shutdown = shutdown;
        this.faults = faults;
        this.logRequests = config.requests();
    }

    void register(@Observes Filters filters) { filters.register(this::observe, BEFORE_EVERYTHING_ELSE); }

    private void observe(RoutingContext context) {
        String requestId = requestId(context.request().getHeader(REQUEST_ID));
        context.response().putHeader(REQUEST_ID, requestId);
        LogContext.request(requestId);
        if (!context.request().path().startsWith(OPERATIONS)) {
            MatchedRoute matched = new MatchedRoute();
            long startedAt = System.nanoTime();
            context.put(MatchedRoute.KEY, matched);
            takeForJson(context.request());
            context.addEndHandler(unused -> ended(context, matched, startedAt));
        }
        CommonError refusal = refusal(context.request());
        if (refusal == null) {
            context.next();
        } else {
            BodyLimit.closeAfterAnswer(context);
            faults.answer(context, refusal);
        }
    }

    /**
     * What the server would refuse without a body. It takes larger sizes itself (quarkus.http.limits) than are let pass here, and
     * leaves it to this to look at addresses.
     */
    private CommonError refusal(HttpServerRequest request) {
        if (shutdown.isRefusing() && !request.path().startsWith(OPERATIONS)) {
            return CommonError.SERVICE_UNAVAILABLE;
        }
        if (request.uri().length() > MAX_URI_LENGTH) {
            return CommonError.URI_TOO_LONG;
        }
        if (isMalformed(request.uri())) {
            return CommonError.INVALID_PARAM;
        }
        int size = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size > MAX_HEADERS_LENGTH ? CommonError.HEADERS_TOO_LARGE : null;
    }

    private static boolean isMalformed(String uri) {
        try {
            new URI(uri);
            return false;
        } catch (URISyntaxException malformed) {
            return true;
        }
    }

    /** Calls that need no body are sent without one by some clients and with an empty one by others, and then without its type. */
    private static void takeForJson(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
            request.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        }
    }

    private void ended(RoutingContext context, MatchedRoute route, long startedAt) {
        String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
        Surface surface = Surface.of(PublicPath.canonical(context.request().path()));
        String method = context.request().method().name();
        int status = context.response().getStatusCode();
        long nanos = System.nanoTime() - startedAt;
        boolean matched = route.template != null;
        // What matches no endpoint shares one meter: paths and methods that clients make up must not become tags.
        metrics.record(surface.name().toLowerCase(Locale.ROOT), matched ? route.template : "unmatched",
                matched ? method : "any", status, type != null && type.startsWith("text/event-stream"), nanos);
        if (logRequests) {
            REQUESTS.infof("%s %s %d in %d ms", method, SecretPaths.shown(context.request().path()), status, nanos / 1_000_000);
        }
    }

    // An id that a client sends goes into the logs, so that it may contain no more than an id needs.
    private static String requestId(String sent) {
        if (sent == null || sent.isEmpty() || sent.length() > LONGEST_ID) {
            return Ids.next().toString();
        }
        for (int index = 0; index < sent.length(); index++) {
            char symbol = sent.charAt(index);
            boolean harmless = (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z')
                    || (symbol >= '0' && symbol <= '9') || symbol == '-' || symbol == '_' || symbol == '.' || symbol == ':';
            if (!harmless) {
                return Ids.next().toString();
            }
        }
        return sent;
    }
}
