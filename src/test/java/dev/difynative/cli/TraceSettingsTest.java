package dev.difynative.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"collector:4317", "grpc://collector:4317", "http://", "http://bad host:4317", "4317"})
    void whatIsNoAddressIsRefused(String endpoint) {
        assertThrows(CommandFailure.class, () -> TraceSettings.check("quarkus.otel.exporter.otlp.endpoint", endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://collector:4317", "https://traces.example/otlp", "http://127.0.0.1:4318/ "})
    void anAddressIsTaken(String endpoint) {
        assertDoesNotThrow(() -> TraceSettings.check("quarkus.otel.exporter.otlp.endpoint", endpoint));
    }
}
