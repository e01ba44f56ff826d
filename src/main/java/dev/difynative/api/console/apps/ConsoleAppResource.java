package dev.difynative.api.console.apps;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.AppDetail;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppFilter;
import dev.difynative.apps.AppService;
import dev.difynative.apps.CopyApp;
import dev.difynative.apps.CreateApp;
import dev.difynative.apps.UpdateApp;
import dev.difynative.apps.dsl.AppExports;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.tag.TagFilter;
import io.smallrye.common.annotation.Blocking;

@Path("/console/api/apps")
@Requires(Role.EDITOR)
@Blocking
class ConsoleAppResource {
    private static final int MAX_LIMIT = 100;
    private static final String TOTAL_OF_SEARCH = "Lists the apps whose name has this text; `total` then counts at most a thousand "
            + "beyond the page, so that it is a lower bound until `has_more` is false";

    private final AppService apps;
    private final AppExports exports;
    private final ConsoleCaller caller;

    ConsoleAppResource(AppService apps, AppExports exports, ConsoleCaller caller) {
        this.apps = apps;
        this.exports = exports;
        this.caller = caller;
    }

    @GET
    @Requires(Role.NORMAL)
    public Page<AppDetail> list(@QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("30") int limit,
            @QueryParam("name") @Parameter(description = TOTAL_OF_SEARCH) String name, @QueryParam("mode") String mode,
            @QueryParam("tag_ids") List<String> tagIds) {
        return apps.list(caller.tenantId(),
                AppFilter.of(name, mode).tagged(TagFilter.of(tagIds)).seenBy(caller.accountId(), caller.role()),
                PageRequest.of(page, limit, MAX_LIMIT));
    }

    @POST
    @ResponseStatus(201)
    public AppDetail create(@NotNull CreateApp body) { return apps.create(caller.tenantId(), caller.accountId(), body); }

    @GET
    @Path("/{id}")
    @Requires(Role.NORMAL)
    public AppDetail get(@PathParam("id") String id) { return apps.get(caller.tenantId(), appId(id)); }

    @PUT
    @Path("/{id}")
    public AppDetail update(@PathParam("id") String id, @NotNull UpdateApp body) {
        return apps.update(caller.tenantId(), caller.accountId(), appId(id), body);
    }

    @DELETE
    @Path("/{id}")
    public Done delete(@PathParam("id") String id) {
        apps.delete(caller.tenantId(), caller.accountId(), appId(id));
        return Done.SUCCESS;
    }

    @POST
    @Path("/{id}/copy")
    @ResponseStatus(201)
    public AppDetail copy(@PathParam("id") String id, CopyApp body) {
        CopyApp command = body == null ? CopyApp.UNCHANGED : body;
        return exports.copy(caller.tenantId(), caller.accountId(), appId(id), command);
    }

    static UUID appId(String id) { return Ids.parse(id, AppError.APP_NOT_FOUND, "App"); }
}
