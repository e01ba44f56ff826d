package dev.difynative.workflow.run.background;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.platform.error.Failure;
import dev.difynative.quota.ActiveRequests;

/** Gives runs that nobody waits for their places among the requests that their app may have in flight. */
@Singleton
class RunPlaces {
    private final AppDirectory apps;
    private final ActiveRequests requests;

    RunPlaces(AppDirectory apps, ActiveRequests requests) {
        this.apps = apps;
        this.requests = requests;
    }

    /** Refuses with 429 when all are taken. */
    ActiveRequests.Slot take(UUID tenantId, UUID appId) {
        return requests.acquire(appId, apps.find(tenantId, appId).map(app -> app.limits().maxActiveRequests()).orElse(0));
    }

    /** Empty when all are taken. */
    Optional<ActiveRequests.Slot> ifFree(UUID tenantId, UUID appId) {
        try {
            return Optional.of(take(tenantId, appId));
        } catch (Failure taken) {
            return Optional.empty();
        }
    }
}
