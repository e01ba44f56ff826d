package dev.difynative.api.management.apps;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.RestResponse;

import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.apps.access.AppAccesses;
import dev.difynative.apps.dsl.AppExports;
import dev.difynative.apps.dsl.AppImports;
import dev.difynative.apps.dsl.DslError;
import dev.difynative.apps.dsl.ImportApp;
import dev.difynative.apps.dsl.ImportResult;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.graph.GraphFault;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Apps as the files that Dify and this service read and write. */
@Path("/api/management/apps")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ManagementAppFileResource {
    private final AppExports exports;
    private final AppImports imports;
    private final AppAccesses access;
    private final ManagementCaller caller;
    private final AuditNotes notes;

    ManagementAppFileResource(AppExports exports, AppImports imports, AppAccesses access, ManagementCaller caller,
            AuditNotes notes) {
        this.exports = exports;
        this.imports = imports;
        this.access = access;
        this.caller = caller;
        this.notes = notes;
    }

    /** The file, as YAML. */
    @RegisterForReflection
    public record AppFile(String data) {}

    /** What became of an import; one that is pending waits for its confirmation. */
    @RegisterForReflection
    public record ManagedImport(UUID id, ImportResult.Status status, UUID appId, ManagedMode appMode, String currentDslVersion,
            String importedDslVersion, String error, List<GraphFault> warnings) {

        static RestResponse<ManagedImport> answer(ImportResult result) {
            ManagedImport shown = new ManagedImport(result.id(), result.status(), result.appId(),
                    result.appMode() == null ? null : ManagedMode.of(result.appMode()), result.currentDslVersion(),
                    result.importedDslVersion(), result.error(), result.warnings());
            return RestResponse.status(result.status() == ImportResult.Status.PENDING
                    ? RestResponse.Status.ACCEPTED
                    : RestResponse.Status.OK, shown);
        }
    }

    @GET
    @Path("/{id}/export")
    public AppFile export(@PathParam("id") String id, @QueryParam("workflow_id") String workflow,
            @QueryParam("include_secret") @DefaultValue("false") boolean includeSecret) {
        UUID version = workflow == null || workflow.isEmpty()
                ? null
                : Ids.parse(workflow, WorkflowError.WORKFLOW_NOT_FOUND, "Workflow");
        return new AppFile(exports.export(caller.tenantId(), ManagementAppResource.appId(id), version, includeSecret));
    }

    @POST
    @Path("/imports")
    public RestResponse<ManagedImport> start(@NotNull ImportApp body) {
        access.refuseHidden(caller.tenantId(), body.appId(), caller.accountId(), caller.role());
        return answer(imports.start(caller.tenantId(), caller.accountId(), body));
    }

    @POST
    @Path("/imports/{import}/confirm")
    public RestResponse<ManagedImport> confirm(@PathParam("import") String id) {
        return answer(imports.confirm(caller.tenantId(), caller.accountId(),
                Ids.parse(id, DslError.IMPORT_NOT_FOUND, "Import")));
    }

    private RestResponse<ManagedImport> answer(ImportResult result) {
        notes.about(result.appId() == null ? result.id() : result.appId());
        return ManagedImport.answer(result);
    }
}
