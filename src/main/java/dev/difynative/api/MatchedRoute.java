package dev.difynative.api;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

import io.vertx.ext.web.RoutingContext;

/** Which endpoint a request was matched with; the observer of the request hands it in and reads it at the end. */
final class MatchedRoute {
    static final String KEY = MatchedRoute.class.getName();

    /** The path's template, such as {@code /api/conversations/{id}}; null when no endpoint was found. */
    volatile String template;

    /** Learns the endpoint before any other filter can refuse the request. It is made at build time: it must need no bean. */
    public static class Filter {

        @ServerRequestFilter(nonBlocking = true, priority = 0)
        public void matched(ResteasyReactiveContainerRequestContext request) {
            ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
            MatchedRoute route = context.unwrap(RoutingContext.class).get(KEY);
            RuntimeResource resource = context.getTarget();
            if (route != null && resource != null) {
                String ofClass = resource.getClassPath() == null ? "" : resource.getClassPath().template;
                String template = ofClass + resource.getPath().template;
                route.template = template.endsWith("/") ? template.substring(0, template.length() - 1) : template;
            }
        }
    }
}
