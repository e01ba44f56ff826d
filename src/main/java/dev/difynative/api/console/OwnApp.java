package dev.difynative.api.console;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.access.AppAccesses;
import dev.difynative.platform.persistence.Ids;

/** The app that a console call names, which must be one of the caller's workspace and for the caller to see. */
@Singleton
public class OwnApp {
    private final AppDirectory apps;
    private final AppAccesses access;
    private final ConsoleCaller caller;

    OwnApp(AppDirectory apps, AppAccesses access, ConsoleCaller caller) {
        this.apps = apps;
        this.access = access;
        this.caller = caller;
    }

    public UUID id(String app) { return get(app).id(); }

    public AppSnapshot get(String app) {
        UUID id = Ids.parse(app, AppError.APP_NOT_FOUND, "App");
        refuseHidden(id);
        return apps.find(caller.tenantId(), id).orElseThrow(() -> AppError.APP_NOT_FOUND.because("App not found"));
    }

    /** Refuses an app that is not for the caller, for calls whose path does not name it. */
    public void refuseHidden(UUID appId) {
        access.refuseHidden(caller.tenantId(), appId, caller.accountId(), caller.role());
    }
}
