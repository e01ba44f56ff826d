package dev.difynative.api.console.appserver;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.appserver.AppServers;
import dev.difynative.appserver.AppServers.SaveServer;
import dev.difynative.appserver.AppServers.ServerView;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Publishes an app as a server of the Model Context Protocol. */
@Path("/console/api/apps/{app}/server")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleAppServerResource {
    private final AppServers servers;
    private final OwnApp apps;
    private final ConsoleCaller caller;

    ConsoleAppServerResource(AppServers servers, OwnApp apps, ConsoleCaller caller) {
        this.servers = servers;
        this.apps = apps;
        this.caller = caller;
    }

    @GET
    public ServerView get(@PathParam("app") String app) { return servers.get(caller.tenantId(), apps.id(app)); }

    @POST
    @ResponseStatus(201)
    public ServerView create(@PathParam("app") String app, @NotNull SaveServer body) {
        return servers.create(caller.tenantId(), apps.id(app), body);
    }

    @PUT
    public ServerView update(@PathParam("app") String app, @NotNull SaveServer body) {
        return servers.update(caller.tenantId(), apps.id(app), body);
    }

    /** Dify's console names the server here, and not the app. */
    @GET
    @Path("/refresh")
    public ServerView refresh(@PathParam("app") String server) { return servers.refresh(caller.tenantId(), server); }
}
