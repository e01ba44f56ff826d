package dev.difynative.api;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.error.CommonError;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Answers the faults that happen before any endpoint is found: they too get the body of their surface. */
@Singleton
class RouteFaults {
    private static final int BEFORE_THE_FRAMEWORKS_ERROR_PAGE = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 2;
    private static final int AFTER_EVERY_OTHER_ROUTE = Integer.MAX_VALUE;
    private static final int JUST_BEFORE_THE_FRAMEWORKS_CHECK = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;
    private static final int JUST_AFTER_THE_FRAMEWORKS_CHECK = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;
    private final ObjectMapper json;
    private final long maxBodySize;

    RouteFaults(ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.json = json;
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(JUST_BEFORE_THE_FRAMEWORKS_CHECK).handler(this::checkSize);
        router.route().order(JUST_AFTER_THE_FRAMEWORKS_CHECK).handler(BodyLimit::takeOver);
        router.route().order(AFTER_EVERY_OTHER_ROUTE).handler(context -> answer(context, CommonError.NOT_FOUND));
        router.route().order(BEFORE_THE_FRAMEWORKS_ERROR_PAGE).failureHandler(this::refuseMalformed);
        router.errorHandler(400, context -> answer(context, CommonError.INVALID_PARAM));
        router.errorHandler(404, context -> answer(context, CommonError.NOT_FOUND));
        router.errorHandler(405, context -> answer(context, CommonError.METHOD_NOT_ALLOWED));
        router.errorHandler(413, context -> answer(context, CommonError.FILE_TOO_LARGE));
        router.errorHandler(415, context -> answer(context, CommonError.UNSUPPORTED_MEDIA_TYPE));
    }

    /** A request whose head makes no sense, such as one without a host, comes with an exception that the framework would show. */
    private void refuseMalformed(RoutingContext context) {
        if (context.statusCode() == 400) {
            answer(context, CommonError.INVALID_PARAM);
        } else {
            context.next();
        }
    }

    /** The framework refuses such a request too, but without a body; what has been sent of it is not read. */
    private void checkSize(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= maxBodySize) {
            context.next();
            return;
        }
        BodyLimit.closeAfterAnswer(context);
        answer(context, CommonError.FILE_TOO_LARGE);
    }

    void answer(RoutingContext context, CommonError error) {
        if (context.response().headWritten()) {
            return;
        }
        Surface surface = Surface.of(PublicPath.canonical(path(context)));
        context.response()
                .setStatusCode(surface.status(error.wire()))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body(surface, error));
    }

    String body(Surface surface, CommonError error) {
        return write(surface.body(error.wire(), ErrorMappers.messageOf(error), null));
    }

    /** A path with a broken escape has no normal form. */
    private static String path(RoutingContext context) {
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException malformed) {
            return context.request().path();
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
