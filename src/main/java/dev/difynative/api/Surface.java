package dev.difynative.api;

import java.util.Comparator;
import java.util.stream.Stream;

import dev.difynative.platform.error.Wire;

/** The three HTTP APIs of the service; each answers a failure in a body of its own. */
public enum Surface {
    CONSOLE("/console/api"), MANAGEMENT("/api/management"), PUBLIC("/api");

    private final String prefix;

    Surface(String prefix) { this.prefix = prefix; }

    /** The surface that a path belongs to; the longest prefix wins, and a path of none is answered as the public API would. */
    public static Surface of(String path) {
        return Stream.of(values())
                .filter(surface -> surface.covers(path))
                .max(Comparator.comparingInt(surface -> surface.prefix.length()))
                .orElse(PUBLIC);
    }

    public String prefix() { return prefix; }

    public boolean covers(String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    public int status(Wire wire) { return this == MANAGEMENT ? wire.managementStatus() : wire.status(); }

    public Object body(Wire wire, String message, Object details) {
        return switch (this) {
            case CONSOLE, PUBLIC -> new ApiError(wire.code(), message, wire.status(), details);
            case MANAGEMENT -> new ManagementError(wire.managementCode(), message);
        };
    }
}
