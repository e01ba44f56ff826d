package dev.difynative.platform.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.difynative.platform.lifecycle.Shutdown;

/** Not ready any more as soon as the end of the service is announced. */
@Readiness
@Singleton
class AcceptingWork implements HealthCheck {
    private final Shutdown shutdown;

    AcceptingWork(Shutdown shutdown) { this.shutdown = shutdown; }

    @Override
    public HealthCheckResponse call() {
        return shutdown.isAnnounced()
                ? HealthCheckResponse.named("work").down().withData("reason", "The service is shutting down").build()
                : HealthCheckResponse.up("work");
    }
}
