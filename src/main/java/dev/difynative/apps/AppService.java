package dev.difynative.apps;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import dev.difynative.auth.ApiKeyService;
import dev.difynative.auth.KeyScope;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.SqlFaults;

/** The apps of a workspace. */
@Singleton
public class AppService {
    private final AppDirectory directory;
    private final AppConfigs configs;
    private final AppSites sites;
    private final ApiKeyService keys;
    private final UploadFiles files;
    private final Clock clock;

    AppService(AppDirectory directory, AppConfigs configs, AppSites sites, ApiKeyService keys, UploadFiles files,
            Clock clock) {
        this.directory = directory;
        this.configs = configs;
        this.sites = sites;
        this.keys = keys;
        this.files = files;
        this.clock = clock;
    }

    @Transactional
    public Page<AppDetail> list(UUID tenantId, AppFilter filter, PageRequest page) {
        return Page.of(App.page(tenantId, filter, page).stream().map(AppDetail::of).toList(), App.count(tenantId, filter), page);
    }

    @Transactional
    public AppDetail get(UUID tenantId, UUID appId) {
        return App.findRow(tenantId, appId).map(AppDetail::of).orElseThrow(AppService::notFound);
    }

    @Transactional
    public AppDetail create(UUID tenantId, UUID accountId, CreateApp command) {
        CreateApp valid = command.checked();
        return insert(tenantId, accountId, valid, configs.initial(tenantId, valid.mode()));
    }

    @Transactional
    public AppDetail update(UUID tenantId, UUID accountId, UUID appId, UpdateApp command) {
        App app = App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        command.apply(app);
        app.updatedBy = accountId;
        app.updatedAt = clock.instant();
        flush(app);
        directory.changed(tenantId, appId);
        return get(tenantId, appId);
    }

    /** Makes an app of the same kind and configuration, with a page and keys of its own. */
    @Transactional
    public AppDetail copy(UUID tenantId, UUID accountId, UUID appId, CopyApp command) {
        AppRow original = App.findRow(tenantId, appId).orElseThrow(AppService::notFound);
        App app = original.app();
        CreateApp copy = new CreateApp(command.name() == null ? freeName(tenantId, app.name) : command.name(), app.mode,
                orElse(command.description(), app.description), orElse(command.iconType(), app.iconType),
                orElse(command.icon(), app.icon), orElse(command.iconBackground(), app.iconBackground)).checked();
        return insert(tenantId, accountId, copy, original.config());
    }

    /** Deletes the app; the database deletes with it whatever belongs to it. */
    @Transactional
    public void delete(UUID tenantId, UUID appId) {
        App app = App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        keys.revokeAll(KeyScope.app(tenantId, appId));
        files.deleteOfApp(tenantId, appId);
        app.delete();
        directory.changed(tenantId, appId);
    }

    static Failure notFound() { return AppError.APP_NOT_FOUND.because("App not found"); }

    private AppDetail insert(UUID tenantId, UUID accountId, CreateApp command, String config) {
        Instant now = clock.instant();
        App app = new App();
        app.tenantId = tenantId;
        app.name = command.name();
        app.mode = command.mode();
        app.description = command.description();
        app.iconType = command.iconType();
        app.icon = command.icon();
        app.iconBackground = command.iconBackground();
        app.enableSite = true;
        app.enableApi = true;
        app.createdBy = accountId;
        app.createdAt = now;
        app.updatedBy = accountId;
        app.updatedAt = now;
        flush(app);
        app.modelConfigId = configs.add(app.id, config, accountId);
        sites.add(app);
        return get(tenantId, app.id);
    }

    /** Writes the app now, because only the database knows whether somebody else takes the same name at this moment. */
    private static void flush(App app) {
        try {
            app.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? AppError.NAME_TAKEN.field("name", "unique", "An app named '%s' exists already", app.name)
                    : fault;
        }
    }

    private static String freeName(UUID tenantId, String original) {
        Set<String> taken = new HashSet<>(App.names(tenantId));
        for (int number = 1;; number++) {
            String suffix = number == 1 ? " copy" : " copy " + number;
            String name = shortened(original, AppRules.MAX_NAME_LENGTH - suffix.length()) + suffix;
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    private static String shortened(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength)).strip();
    }

    private static String orElse(String given, String original) { return given == null ? original : given; }
}
