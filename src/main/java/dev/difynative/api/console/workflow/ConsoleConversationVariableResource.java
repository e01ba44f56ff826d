package dev.difynative.api.console.workflow;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.chat.ChatError;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.run.chatflow.ConversationVariableView;
import dev.difynative.workflow.run.chatflow.ConversationVariables;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What the variables of a conversation with a chatflow hold. */
@Path("/console/api/apps/{app}/conversation-variables")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleConversationVariableResource {
    private final ConversationVariables variables;
    private final OwnApp app;
    private final ConsoleCaller caller;

    ConsoleConversationVariableResource(ConversationVariables variables, OwnApp app, ConsoleCaller caller) {
        this.variables = variables;
        this.app = app;
        this.caller = caller;
    }

    /** All on one page: a conversation has few. */
    @GET
    public Page<ConversationVariableView> list(@PathParam("app") String appId,
            @QueryParam("conversation_id") String conversation) {
        UUID id = Ids.parse(conversation, ChatError.CONVERSATION_NOT_FOUND, "Conversation");
        List<ConversationVariableView> all = variables.ofApp(caller.tenantId(), app.id(appId), id);
        return new Page<>(all, all.size(), 1, Math.max(1, all.size()), false);
    }
}
