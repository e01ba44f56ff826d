package dev.difynative.workflow.run.background;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.quota.ActiveRequests;
import dev.difynative.workflow.run.journal.StoredRuns;

/** Gives runs that nobody waits for their places among the requests that their app may have in flight. */
@Singleton
class RunPlaces {
    private final AppDirectory apps;
    private final ActiveRequests requests;
    private final StoredRuns stored;

    RunPlaces(AppDirectory apps, ActiveRequests requests, StoredRuns stored) {
        this.apps = apps;
        this.requests = requests;
        this.stored = stored;
    }

    /** Refuses with 429 when all are taken. */
    ActiveRequests.Slot take(UUID tenantId, UUID appId) {
        return requests.acquire(appId, limit(tenantId, appId));
    }

    /**
     * A place for a run that is to give it back as soon as it is stored, and to wait without one. Refuses with 429 too when those
     * that wait so already leave no room for it.
     */
    ActiveRequests.Slot takeToWait(UUID tenantId, UUID appId) {
        EventLoops.aboutToWait();
        ActiveRequests.Slot place = take(tenantId, appId);
        try {
            requests.requireRoom(appId, limit(tenantId, appId), () -> stored.waitingOf(tenantId, appId));
            return place;
        } catch (RuntimeException refused) {
            place.close();
            throw refused;
        }
    }

    /** Empty when all are taken. */
    Optional<ActiveRequests.Slot> ifFree(UUID tenantId, UUID appId) {
        try {
            return Optional.of(take(tenantId, appId));
        } catch (Failure taken) {
            return Optional.empty();
        }
    }

    private int limit(UUID tenantId, UUID appId) {
        return apps.find(tenantId, appId).map(app -> app.limits().maxActiveRequests()).orElse(0);
    }
}
