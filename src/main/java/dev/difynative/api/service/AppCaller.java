package dev.difynative.api.service;

import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import dev.difynative.apps.AppSnapshot;

/** The app that a call of the public API is made to, as its key says. */
@RequestScoped
public class AppCaller {
    private AppSnapshot app;

    public AppSnapshot app() { return app; }

    public UUID appId() { return app.id(); }

    public UUID tenantId() { return app.tenantId(); }

    void is(AppSnapshot called) { app = called; }
}
