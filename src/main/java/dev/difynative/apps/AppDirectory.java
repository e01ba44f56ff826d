package dev.difynative.apps;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.annotation.AnnotationSetting;
import dev.difynative.apps.config.ModelConfigs;
import dev.difynative.apps.site.SiteDetail;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.workspace.PlanChanged;
import dev.difynative.workspace.PlanSettings;
import dev.difynative.workspace.TenantTerms;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Finds apps for the request path: read once, then from memory for five minutes or until something about the app changes. */
@ApplicationScoped
public class AppDirectory {
    private final SharedCache<AppKey, Optional<AppSnapshot>> snapshots;
    private final ModelConfigs configs;
    private final ObjectMapper json;

    /** The tenant is part of the key, so that one workspace can never be answered with the app of another. */
    private record AppKey(UUID tenantId, UUID appId) {
        static final KeyText<AppKey> TEXT = new KeyText<>(key -> key.tenantId + "/" + key.appId, AppKey::parse);

        static AppKey parse(String text) {
            int slash = text.indexOf('/');
            return new AppKey(UUID.fromString(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
        }
    }

    AppDirectory(SharedCaches caches, ModelConfigs configs, ObjectMapper json) {
        this.snapshots = caches.open("apps", AppKey.TEXT);
        this.configs = configs;
        this.json = json;
    }

    public Optional<AppSnapshot> find(UUID tenantId, UUID appId) {
        return snapshots.get(new AppKey(tenantId, appId), this::load);
    }

    /** What an event loop may ask: the app if it is in memory, null when it must be read first. */
    public Optional<AppSnapshot> peek(UUID tenantId, UUID appId) {
        return snapshots.peek(new AppKey(tenantId, appId));
    }

    /** The ids of a workspace's apps of some modes, {@code limit} at most. */
    public List<UUID> idsOf(UUID tenantId, Collection<AppMode> modes, int limit) {
        return QuarkusTransaction.joiningExisting().call(() -> App.idsOf(tenantId, List.copyOf(modes), limit));
    }

    /** Says that something about the app has changed; in a transaction it counts from the commit on. */
    public void changed(UUID tenantId, UUID appId) {
        snapshots.drop(new AppKey(tenantId, appId));
    }

    /** Says that something has changed that many apps depend on, such as the plan of their workspace. */
    public void changed() {
        snapshots.dropAll();
    }

    void planChanged(@Observes PlanChanged change) { changed(); }

    private Optional<AppSnapshot> load(AppKey key) {
        return QuarkusTransaction.joiningExisting().call(() -> App.findRow(key.tenantId, key.appId).map(this::snapshot));
    }

    private AppSnapshot snapshot(AppRow row) {
        App app = row.app();
        return new AppSnapshot(app.id, app.tenantId, app.name, app.mode, app.description, app.enableSite, app.enableApi,
                new AppSnapshot.Limits(app.apiRpm, app.apiRph, app.maxActiveRequests),
                new AppSnapshot.Face(app.iconType, app.icon, app.iconBackground, app.useIconAsAnswerIcon, row.authorName(),
                        row.site() == null ? null : SiteDetail.of(row.site())),
                configs.parse(row.config() == null ? "{}" : row.config()).with(AnnotationSetting.reply(row.annotations())),
                new TenantTerms(row.plan(), PlanSettings.read(row.planSettings(), json), row.status()));
    }
}
