package dev.difynative.apps;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import dev.difynative.apps.site.AppSites;
import dev.difynative.auth.keys.ApiKeyService;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.SqlFaults;
import dev.difynative.workspace.Allowances;
import dev.difynative.workspace.tag.Tags;

/** The apps of a workspace. */
@Singleton
public class AppService {
    private final AppDirectory directory;
    private final AppConfigs configs;
    private final AppSites sites;
    private final AppPages pages;
    private final AppIcons icons;
    private final ApiKeyService keys;
    private final UploadFiles files;
    private final Tags tags;
    private final Allowances allowances;
    private final Clock clock;

    AppService(AppDirectory directory, AppConfigs configs, AppSites sites, AppPages pages, AppIcons icons, ApiKeyService keys,
            UploadFiles files, Tags tags, Allowances allowances, Clock clock) {
        this.directory = directory;
        this.configs = configs;
        this.sites = sites;
        this.pages = pages;
        this.icons = icons;
        this.keys = keys;
        this.files = files;
        this.tags = tags;
        this.allowances = allowances;
        this.clock = clock;
    }

    public Page<AppDetail> list(UUID tenantId, AppFilter filter, PageRequest page) { return pages.page(tenantId, filter, page); }

    /** The apps after {@code lastId}, from the newest on when it is null. */
    public Slice<AppDetail> after(UUID tenantId, AppFilter filter, UUID lastId, int limit) {
        if (lastId != null && !pages.exists(tenantId, lastId)) {
            throw notFound();
        }
        return Slice.ofSurplus(pages.after(tenantId, filter, lastId, limit + 1), limit);
    }

    @Transactional
    public AppDetail get(UUID tenantId, UUID appId) {
        return App.findRow(tenantId, appId)
                .map(row -> AppDetail.of(row, icons.url(tenantId, row.app().iconType, row.app().icon),
                        tags.ofTargets(tenantId, List.of(appId)).getOrDefault(appId, List.of())))
                .orElseThrow(AppService::notFound);
    }

    @Transactional
    public AppDetail create(UUID tenantId, UUID accountId, CreateApp command) {
        CreateApp valid = command.checked();
        App app = new App();
        app.name = valid.name();
        app.mode = valid.mode();
        app.description = valid.description();
        app.iconType = valid.iconType();
        app.icon = valid.icon();
        app.iconBackground = valid.iconBackground();
        return insert(app, tenantId, accountId, configs.initial(tenantId, valid.mode()));
    }

    @Transactional
    public AppDetail update(UUID tenantId, UUID accountId, UUID appId, UpdateApp command) {
        return change(tenantId, accountId, appId, command::apply);
    }

    /** What a copy of an app is called and looks like; a name and description that are given obey the rules, others are taken over. */
    @Transactional
    public ImportedApp copyTerms(UUID tenantId, UUID appId, CopyApp command) {
        App app = App.findRow(tenantId, appId).map(AppRow::app).orElseThrow(AppService::notFound);
        return new ImportedApp(command.name() == null ? AppNames.ofCopy(tenantId, app.name) : AppRules.name(command.name()),
                app.mode, command.description() == null ? app.description : AppRules.description(command.description()),
                new ImportedApp.Icon(command.iconType() == null ? app.iconType : AppRules.iconType(command.iconType()),
                        command.icon() == null ? app.icon : AppRules.icon(command.icon()),
                        command.iconBackground() == null ? app.iconBackground : AppRules.iconBackground(command.iconBackground()),
                        app.useIconAsAnswerIcon),
                null);
    }

    /** A name for an imported app: the one it brings, numbered when it is taken. */
    @Transactional
    public String freeName(UUID tenantId, String wanted) { return AppNames.ofImport(tenantId, wanted); }

    /** Makes an app as a file describes it. */
    @Transactional
    public AppDetail createImported(UUID tenantId, UUID accountId, ImportedApp imported) {
        App app = new App();
        app.mode = imported.mode();
        take(app, imported);
        return insert(app, tenantId, accountId,
                imported.config() == null ? configs.initial(tenantId, imported.mode()) : imported.config());
    }

    /** Makes an app look as a file describes it. */
    @Transactional
    public AppDetail overwrite(UUID tenantId, UUID accountId, UUID appId, ImportedApp imported) {
        return change(tenantId, accountId, appId, app -> take(app, imported));
    }

    /** Deletes the app; the database deletes with it whatever belongs to it. */
    @Transactional
    public void delete(UUID tenantId, UUID accountId, UUID appId) {
        App app = App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        keys.revokeAllOf(tenantId, appId);
        files.deleteOfApp(tenantId, appId);
        tags.unbindAll(tenantId, appId);
        app.delete();
        icons.dismiss(accountId, app.iconType, app.icon);
        pages.changed(tenantId);
        directory.changed(tenantId, appId);
    }

    public static Failure notFound() { return AppError.APP_NOT_FOUND.because("App not found"); }

    private AppDetail change(UUID tenantId, UUID accountId, UUID appId, Consumer<App> change) {
        App app = App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        String formerType = app.iconType;
        String former = app.icon;
        change.accept(app);
        app.updatedBy = accountId;
        app.updatedAt = clock.instant();
        flush(app);
        icons.dismiss(accountId, formerType, former);
        directory.changed(tenantId, appId);
        return get(tenantId, appId);
    }

    private static void take(App app, ImportedApp imported) {
        app.name = imported.name();
        app.description = imported.description();
        app.iconType = imported.icon().type();
        app.icon = imported.icon().text();
        app.iconBackground = imported.icon().background();
        app.useIconAsAnswerIcon = imported.icon().useAsAnswerIcon();
    }

    private AppDetail insert(App app, UUID tenantId, UUID accountId, String config) {
        allowances.forApp(tenantId);
        Instant now = clock.instant();
        app.tenantId = tenantId;
        app.enableSite = true;
        app.enableApi = true;
        app.createdBy = accountId;
        app.createdAt = now;
        app.updatedBy = accountId;
        app.updatedAt = now;
        flush(app);
        pages.changed(tenantId);
        app.modelConfigId = configs.add(tenantId, app.id, config, accountId);
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
}
