package dev.difynative.api.console;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.platform.persistence.Ids;

/** The app that a console call names, which must be one of the caller's workspace. */
@Singleton
public class OwnApp {
    private final AppDirectory apps;
    private final ConsoleCaller caller;

    OwnApp(AppDirectory apps, ConsoleCaller caller) {
        this.apps = apps;
        this.caller = caller;
    }

    public UUID id(String app) { return get(app).id(); }

    public AppSnapshot get(String app) {
        return apps.find(caller.tenantId(), Ids.parse(app, AppError.APP_NOT_FOUND, "App"))
                .orElseThrow(() -> AppError.APP_NOT_FOUND.because("App not found"));
    }
}
