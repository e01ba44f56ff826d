package dev.difynative.platform.tracing;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;

/** What is asked for with each request must cost nothing where there are no traces, a look at the configuration included. */
@Singleton
class TraceSwitch {

    void atStart(@Observes StartupEvent start, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        Traces.switchOn(!disabled);
    }
}
