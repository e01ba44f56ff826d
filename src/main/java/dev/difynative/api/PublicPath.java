package dev.difynative.api;

import java.net.URI;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

/**
 * Serves the public API at {@code /v1} too, the path that published Dify clients use, by matching such a request as if it
 * had been sent to {@code /api}.
 */
public class PublicPath {
    private static final String VERSIONED = "/v1";

    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = 1)
    public void rewrite(ResteasyReactiveContainerRequestContext request) {
        ServerHttpRequest sent = ((ResteasyReactiveRequestContext) request.getServerRequestContext()).serverRequest();
        String path = sent.getRequestPath();
        String canonical = canonical(path);
        if (!canonical.equals(path)) {
            String whole = sent.getRequestAbsoluteUri();
            int at = whole.indexOf(VERSIONED, whole.indexOf("//") + 2);
            request.setRequestUri(URI.create(
                    whole.substring(0, at) + Surface.PUBLIC.prefix() + whole.substring(at + VERSIONED.length())));
        }
    }

    /** The streaming endpoints answer with JSON or with events, as the body asks, so a client may accept either one alone. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = 2)
    public void acceptEvents(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted != null && (request.getMethod().equals("POST") || accepted.contains(MediaType.SERVER_SENT_EVENTS))) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
        }
    }

    static String canonical(String path) {
        boolean versioned = path.startsWith(VERSIONED)
                && (path.length() == VERSIONED.length() || path.charAt(VERSIONED.length()) == '/');
        // The management surface has one address only: under /v1 it must stay unknown.
        if (!versioned || Surface.MANAGEMENT.covers(Surface.PUBLIC.prefix() + path.substring(VERSIONED.length()))) {
            return path;
        }
        return Surface.PUBLIC.prefix() + path.substring(VERSIONED.length());
    }
}
