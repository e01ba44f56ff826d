package dev.difynative.api.console.apps;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.AppConfigs;
import dev.difynative.apps.AppDetail;
import dev.difynative.apps.AppService;
import dev.difynative.apps.UpdateApp;
import dev.difynative.apps.site.AppSites;
import dev.difynative.apps.site.SiteDetail;
import dev.difynative.apps.site.UpdateSite;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The calls that change one part of an app, as Dify's console makes them. */
@Path("/console/api/apps/{id}")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleAppSettingsResource {
    private final AppService apps;
    private final AppConfigs configs;
    private final AppSites sites;
    private final ConsoleCaller caller;

    ConsoleAppSettingsResource(AppService apps, AppConfigs configs, AppSites sites, ConsoleCaller caller) {
        this.apps = apps;
        this.configs = configs;
        this.sites = sites;
        this.caller = caller;
    }

    record Name(String name) {}

    record Icon(String iconType, String icon, String iconBackground) {}

    record SiteSwitch(Boolean enableSite) {}

    record ApiSwitch(Boolean enableApi) {}

    /** The body is taken as text, because it is kept word for word. */
    @POST
    @Path("/model-config")
    @Consumes(MediaType.APPLICATION_JSON)
    public Done saveConfig(@PathParam("id") String id, String body) {
        configs.save(caller.tenantId(), caller.accountId(), ConsoleAppResource.appId(id), body);
        return Done.SUCCESS;
    }

    @POST
    @Path("/name")
    public AppDetail rename(@PathParam("id") String id, @NotNull Name body) { return update(id, UpdateApp.name(body.name())); }

    @POST
    @Path("/icon")
    public AppDetail changeIcon(@PathParam("id") String id, @NotNull Icon body) {
        return update(id, UpdateApp.icon(body.iconType(), body.icon(), body.iconBackground()));
    }

    @POST
    @Path("/site-enable")
    public AppDetail enableSite(@PathParam("id") String id, @NotNull SiteSwitch body) {
        return update(id, UpdateApp.enableSite(Parameters.required("enable_site", body.enableSite())));
    }

    @POST
    @Path("/api-enable")
    public AppDetail enableApi(@PathParam("id") String id, @NotNull ApiSwitch body) {
        return update(id, UpdateApp.enableApi(Parameters.required("enable_api", body.enableApi())));
    }

    @POST
    @Path("/site")
    public SiteDetail updateSite(@PathParam("id") String id, @NotNull UpdateSite body) {
        return sites.update(caller.tenantId(), ConsoleAppResource.appId(id), body);
    }

    @POST
    @Path("/site/access-token-reset")
    public SiteDetail resetSiteCode(@PathParam("id") String id) {
        return sites.resetCode(caller.tenantId(), ConsoleAppResource.appId(id));
    }

    private AppDetail update(String id, UpdateApp command) {
        return apps.update(caller.tenantId(), caller.accountId(), ConsoleAppResource.appId(id), command);
    }
}
