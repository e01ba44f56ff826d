package dev.difynative.cli;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Traces are made where there is somebody to send them to, which Quarkus would want to be told in a setting of its own. */
final class TraceSettings {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

    private TraceSettings() {}

    static void apply() {
        Stream.of(TRACES_ENDPOINT, ENDPOINT).map(Settings::find).flatMap(Optional::stream).findFirst().ifPresent(endpoint -> {
            check(endpoint);
            if (Settings.find(DISABLED).isEmpty()) {
                System.setProperty(DISABLED, "false");
            }
        });
    }

    static void check(String endpoint) {
        if (!isUsable(endpoint)) {
            throw new CommandFailure("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT must be of the form http://host:4317 (or https://); "
                    + "leave it out to make no traces");
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
