package dev.difynative.api.console.apps;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.access.AppAccesses;
import dev.difynative.apps.dsl.AppExports;
import dev.difynative.apps.dsl.AppImports;
import dev.difynative.apps.dsl.DslError;
import dev.difynative.apps.dsl.ImportApp;
import dev.difynative.apps.dsl.ImportResult;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Apps that come as files. */
@Path("/console/api/apps/imports")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleAppImportResource {
    private final AppImports imports;
    private final AppExports exports;
    private final AppAccesses access;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsoleAppImportResource(AppImports imports, AppExports exports, AppAccesses access, ConsoleCaller caller, AuditNotes notes) {
        this.imports = imports;
        this.exports = exports;
        this.access = access;
        this.caller = caller;
        this.notes = notes;
    }

    /** What nobody has installed of the plugins that an app needs. */
    @RegisterForReflection
    public record LeakedDependencies(JsonNode leakedDependencies) {}

    @POST
    public RestResponse<ImportResult> start(@NotNull ImportApp body) {
        access.refuseHidden(caller.tenantId(), body.appId(), caller.accountId(), caller.role());
        return answer(imports.start(caller.tenantId(), caller.accountId(), body));
    }

    @POST
    @Path("/{import}/confirm")
    public RestResponse<ImportResult> confirm(@PathParam("import") String id) {
        return answer(imports.confirm(caller.tenantId(), caller.accountId(),
                Ids.parse(id, DslError.IMPORT_NOT_FOUND, "Import")));
    }

    @GET
    @Path("/{app}/check-dependencies")
    public LeakedDependencies checkDependencies(@PathParam("app") String app) {
        return new LeakedDependencies(exports.missingDependencies(caller.tenantId(), ConsoleAppResource.appId(app)));
    }

    private RestResponse<ImportResult> answer(ImportResult result) {
        notes.about(result.appId() == null ? result.id() : result.appId());
        return RestResponse.status(result.status() == ImportResult.Status.PENDING
                ? RestResponse.Status.ACCEPTED
                : RestResponse.Status.OK, result);
    }
}
