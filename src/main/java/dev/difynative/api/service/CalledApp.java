package dev.difynative.api.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.access.AppAccesses;
import dev.difynative.auth.keys.ApiKeyPrincipal;
import dev.difynative.auth.keys.Permission;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;

/**
 * Settles which app a call means. With a workspace key that is the one of the header {@code X-App-Id}, else the only permitted
 * one; whoever has made the key must be allowed to see it, so that no key opens what was hidden from its maker.
 */
@Singleton
class CalledApp {
    private static final String HEADER = "X-App-Id";

    private final AppDirectory apps;
    private final AppAccesses access;
    private final Memberships memberships;

    CalledApp(AppDirectory apps, AppAccesses access, Memberships memberships) {
        this.apps = apps;
        this.access = access;
        this.memberships = memberships;
    }

    /** The app, if it is still there. */
    Optional<AppSnapshot> by(ApiKeyPrincipal key, String header) {
        return apps.find(key.tenantId(), switch (key.kind()) {
            case APP, API_KEY, API_SECRET -> key.appId();
            case WORKSPACE -> named(key, header);
            case DATASET -> throw CommonError.UNAUTHORIZED.because("A dataset API key cannot call an app");
        });
    }

    private UUID named(ApiKeyPrincipal key, String header) {
        if (header == null || header.isBlank()) {
            List<UUID> permitted = permitted(key);
            if (permitted.size() != 1) {
                throw CommonError.INVALID_PARAM.field(HEADER, "required",
                        "Name the app to call in the header 'X-App-Id': this key may call %s",
                        permitted.isEmpty() ? "none yet" : "several");
            }
            return permitted.getFirst();
        }
        UUID id = Ids.parse(header.strip(), CommonError.NOT_FOUND, "App");
        AppSnapshot app = apps.find(key.tenantId(), id).filter(found -> !isHidden(key, id))
                .orElseThrow(() -> CommonError.NOT_FOUND.because("App not found"));
        if (!modes(key).contains(app.mode())) {
            throw CommonError.ACCESS_DENIED.because("This key may not call apps of mode '%s'", app.mode().wire());
        }
        return id;
    }

    /** Two apps at most that the key may call. */
    private List<UUID> permitted(ApiKeyPrincipal key) {
        EventLoops.aboutToWait();
        Set<UUID> hidden = role(key).map(role -> access.hidden(key.tenantId(), key.createdBy(), role)).orElse(Set.of());
        return apps.idsOf(key.tenantId(), modes(key), 2 + hidden.size()).stream().filter(id -> !hidden.contains(id)).limit(2)
                .toList();
    }

    private boolean isHidden(ApiKeyPrincipal key, UUID appId) {
        return role(key).filter(role -> access.isHidden(key.tenantId(), appId, key.createdBy(), role)).isPresent();
    }

    /** What the maker of the key is now; whoever has left the workspace leaves his keys to it. */
    private Optional<Role> role(ApiKeyPrincipal key) {
        return key.createdBy() == null ? Optional.empty() : memberships.role(key.tenantId(), key.createdBy());
    }

    private static List<AppMode> modes(ApiKeyPrincipal key) {
        return key.permissions().stream().flatMap(permission -> modes(permission).stream()).toList();
    }

    private static List<AppMode> modes(Permission permission) {
        return switch (permission) {
            case CHAT -> List.of(AppMode.CHAT, AppMode.AGENT_CHAT, AppMode.ADVANCED_CHAT);
            case COMPLETION -> List.of(AppMode.COMPLETION);
            case WORKFLOW -> List.of(AppMode.WORKFLOW);
        };
    }
}
