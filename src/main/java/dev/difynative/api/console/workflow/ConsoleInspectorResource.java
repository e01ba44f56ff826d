package dev.difynative.api.console.workflow;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.service.Bodies;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.draft.DraftVariableView;
import dev.difynative.workflow.draft.DraftVariables;
import dev.difynative.workflow.draft.DraftVariables.Editor;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The inspector of variables: what the nodes of a draft gave when they were last run. */
@Path("/console/api/apps/{app}/workflows/draft")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleInspectorResource {
    private static final int MAX_LIMIT = 100;
    private final DraftVariables variables;
    private final ConsoleCaller caller;

    ConsoleInspectorResource(DraftVariables variables, ConsoleCaller caller) {
        this.variables = variables;
        this.caller = caller;
    }

    @RegisterForReflection
    public record Inspected(List<DraftVariableView> items, int total) {}

    @RegisterForReflection
    public record OfNode(List<DraftVariableView> items) {}

    public record ChangeVariable(JsonNode value) {}

    @GET
    @Path("/variables")
    public Inspected list(@PathParam("app") String app, @RestQuery @DefaultValue("1") int page,
            @RestQuery @DefaultValue("20") int limit) {
        PageRequest request = PageRequest.of(page, limit, MAX_LIMIT);
        List<DraftVariableView> all = variables.list(editor(app));
        return new Inspected(all.stream().skip(request.offset()).limit(request.limit()).toList(), all.size());
    }

    @DELETE
    @Path("/variables")
    @ResponseStatus(204)
    public void deleteAll(@PathParam("app") String app) { variables.deleteOf(editor(app), null); }

    @GET
    @Path("/nodes/{node}/variables")
    public OfNode ofNode(@PathParam("app") String app, @PathParam("node") String node) {
        return new OfNode(variables.ofNode(editor(app), node));
    }

    @DELETE
    @Path("/nodes/{node}/variables")
    @ResponseStatus(204)
    public void deleteOfNode(@PathParam("app") String app, @PathParam("node") String node) {
        variables.deleteOf(editor(app), node);
    }

    @GET
    @Path("/system-variables")
    public OfNode system(@PathParam("app") String app) { return new OfNode(variables.ofNode(editor(app), "sys")); }

    @GET
    @Path("/variables/{variable}")
    public DraftVariableView get(@PathParam("app") String app, @PathParam("variable") String variable) {
        return variables.get(editor(app), id(variable));
    }

    @PATCH
    @Path("/variables/{variable}")
    @Consumes(MediaType.APPLICATION_JSON)
    public DraftVariableView change(@PathParam("app") String app, @PathParam("variable") String variable, ChangeVariable body) {
        if (Bodies.required(body).value() == null) {
            throw Parameters.missing("value");
        }
        return variables.change(editor(app), id(variable), body.value());
    }

    @DELETE
    @Path("/variables/{variable}")
    @ResponseStatus(204)
    public void delete(@PathParam("app") String app, @PathParam("variable") String variable) {
        variables.delete(editor(app), id(variable));
    }

    @PUT
    @Path("/variables/{variable}/reset")
    public DraftVariableView reset(@PathParam("app") String app, @PathParam("variable") String variable) {
        return variables.reset(editor(app), id(variable));
    }

    private Editor editor(String app) { return new Editor(caller.tenantId(), RunIds.app(app), caller.accountId()); }

    private static UUID id(String variable) { return Ids.parse(variable, WorkflowError.VARIABLE_NOT_FOUND, "Variable"); }
}
