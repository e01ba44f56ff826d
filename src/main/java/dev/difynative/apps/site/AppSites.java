package dev.difynative.apps.site;

import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.apps.App;
import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppService;
import dev.difynative.platform.crypto.RandomText;

/** The public pages of apps. */
@Singleton
public class AppSites {
    private static final int CODE_LENGTH = 16;
    private static final String DEFAULT_LANGUAGE = "en-US";

    private final AppDirectory directory;

    AppSites(AppDirectory directory) { this.directory = directory; }

    @Transactional
    public SiteDetail update(UUID tenantId, UUID appId, UpdateSite command) {
        Site site = find(tenantId, appId);
        command.apply(site);
        directory.changed(tenantId, appId);
        return SiteDetail.of(site);
    }

    /** Gives the page another address; the old one leads nowhere from then on. */
    @Transactional
    public SiteDetail resetCode(UUID tenantId, UUID appId) {
        Site site = find(tenantId, appId);
        site.code = RandomText.alphanumeric(CODE_LENGTH);
        directory.changed(tenantId, appId);
        return SiteDetail.of(site);
    }

    public void add(App app) {
        Site site = new Site();
        site.appId = app.id;
        site.code = RandomText.alphanumeric(CODE_LENGTH);
        site.title = app.name;
        site.description = app.description;
        site.defaultLanguage = DEFAULT_LANGUAGE;
        site.showWorkflowSteps = true;
        site.persist();
    }

    private static Site find(UUID tenantId, UUID appId) {
        App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        return Site.findOf(appId).orElseThrow(AppService::notFound);
    }
}
