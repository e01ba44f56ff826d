package dev.difynative.apps;

import java.util.UUID;

import dev.difynative.apps.config.ModelConfig;
import dev.difynative.apps.site.SiteDetail;
import dev.difynative.workspace.TenantTerms;

/** What the request path needs to know of an app, at one moment; never changed, only replaced. */
public record AppSnapshot(
        UUID id,
        UUID tenantId,
        String name,
        AppMode mode,
        String description,
        boolean enableSite,
        boolean enableApi,
        Limits limits,
        Face face,
        ModelConfig config,
        TenantTerms tenant) {

    /** How much of the service one app may use; 0 sets no bound. */
    public record Limits(int apiRpm, int apiRph, int maxActiveRequests) {}

    /** How the app looks; {@code authorName} is null when its author's account is gone. */
    public record Face(String iconType, String icon, String iconBackground, boolean useIconAsAnswerIcon, String authorName,
            SiteDetail site) {}

    /** The same app with another configuration. */
    public AppSnapshot with(ModelConfig otherConfig) {
        return new AppSnapshot(id, tenantId, name, mode, description, enableSite, enableApi, limits, face, otherConfig, tenant);
    }
}
