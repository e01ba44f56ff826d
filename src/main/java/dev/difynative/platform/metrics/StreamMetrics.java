package dev.difynative.platform.metrics;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Counts the streams that clients read; each {@link #opened} is followed by one {@link #closed}. */
@ApplicationScoped
public class StreamMetrics {
    private final AtomicInteger open = new AtomicInteger();

    StreamMetrics(MeterRegistry meters) {
        Gauge.builder("dify.streams.open", open, AtomicInteger::get).description("Streams being sent to clients")
                .register(meters);
    }

    // The meters exist from the start, so that a monitor sees a zero and not a gap.
    void start(@Observes StartupEvent event) {}

    public void opened() { open.incrementAndGet(); }

    public void closed() { open.decrementAndGet(); }
}
