package dev.difynative.api.service.workflow;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.difynative.api.service.Bodies;
import dev.difynative.api.service.EndUserScopes;
import dev.difynative.platform.paging.Slice;
import dev.difynative.workflow.run.chatflow.ConversationVariableView;
import dev.difynative.workflow.run.chatflow.ConversationVariables;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The variables of conversations with chatflows. */
@Path("/api/conversations/{id}/variables")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ServiceConversationVariableResource {
    private final ConversationVariables variables;
    private final EndUserScopes scopes;

    ServiceConversationVariableResource(ConversationVariables variables, EndUserScopes scopes) {
        this.variables = variables;
        this.scopes = scopes;
    }

    @GET
    public Slice<ConversationVariableView> list(@RestPath String id, @RestQuery String user, @RestQuery("last_id") String lastId,
            @RestQuery @DefaultValue("20") int limit, @RestQuery("variable_name") String name) {
        return variables.list(scopes.inChat(user), id, lastId, limit, name);
    }

    @PUT
    @Path("/{variable_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public ConversationVariableView update(@RestPath String id, @RestPath("variable_id") String variableId,
            SetConversationVariable body) {
        return variables.update(scopes.inChat(Bodies.required(body).user()), id, variableId, body.value());
    }
}
