package dev.difynative.cli;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Traces are made where there is somebody to send them to, which Quarkus would want to be told in a setting of its own. */
final class TraceSettings {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    /** The first that is set counts. */
    private static final List<String> ENDPOINTS = List.of("quarkus.otel.exporter.otlp.traces.endpoint",
            "quarkus.otel.exporter.otlp.endpoint");

    private TraceSettings() {}

    /** Quarkus makes the sender of traces although they are disabled, and breaks off at an address that is none. */
    static void apply() {
        for (String setting : ENDPOINTS) {
            Optional<String> endpoint = Settings.find(setting);
            if (endpoint.isPresent()) {
                check(setting, endpoint.get());
                if (Settings.find(DISABLED).isEmpty()) {
                    System.setProperty(DISABLED, "false");
                }
                return;
            }
        }
    }

    static void check(String setting, String endpoint) {
        if (!isUsable(endpoint)) {
            throw new CommandFailure(setting.toUpperCase(Locale.ROOT).replace('.', '_')
                    + " must be of the form http://host:4317 (or https://); leave it out to make no traces");
        }
    }

    private static boolean isUsable(String endpoint) {
        try {
            URI uri = URI.create(endpoint.strip());
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
