package dev.difynative.api.service.chat;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestPath;

import dev.difynative.api.Done;
import dev.difynative.api.service.AppCaller;
import dev.difynative.api.service.Bodies;
import dev.difynative.api.service.OfUser;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.ChatError;
import dev.difynative.chat.ChatService;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.run.WorkflowCalls;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** Questions to chat and completion apps. */
@Path("/api")
@Consumes(MediaType.APPLICATION_JSON)
class ServiceChatResource {
    private final ChatService chats;
    private final AppCaller caller;
    private final WorkflowCalls workflows;
    private final AnswerWriter answers;

    ServiceChatResource(ChatService chats, WorkflowCalls workflows, AppCaller caller, AnswerWriter answers) {
        this.chats = chats;
        this.workflows = workflows;
        this.caller = caller;
        this.answers = answers;
    }

    @POST
    @Path("/chat-messages")
    @NonBlocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> chat(SendMessage body) {
        AppSnapshot app = called(true);
        if (app.mode() == AppMode.AGENT_CHAT && !Bodies.required(body).streams()) {
            throw CommonError.INVALID_PARAM.field("response_mode", "enum",
                    "An agent app answers in streams only: parameter 'response_mode' must be streaming");
        }
        return app.mode() == AppMode.ADVANCED_CHAT
                ? answers.answerByGraph(app, Bodies.required(body).asQuestion(), body.workflowId(), body.streams())
                : answers.answer(app, Bodies.required(body).asQuestion(), body.streams());
    }

    @POST
    @Path("/completion-messages")
    @NonBlocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> complete(SendMessage body) {
        AppSnapshot app = called(false);
        return answers.answer(app, Bodies.required(body).command(), body.streams());
    }

    @POST
    @Path("/chat-messages/{task_id}/stop")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Done stopChat(@RestPath("task_id") String taskId, OfUser body) {
        called(true);
        return stop(taskId, body);
    }

    @POST
    @Path("/completion-messages/{task_id}/stop")
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Done stopCompletion(@RestPath("task_id") String taskId, OfUser body) {
        called(false);
        return stop(taskId, body);
    }

    /** What is not running, or never did, is stopped already. */
    private Done stop(String taskId, OfUser body) {
        String user = Bodies.required(body).requiredUser();
        Ids.tryParse(taskId).ifPresent(task -> {
            if (caller.app().mode().isGraph()) {
                workflows.stop(caller.app(), user, task);
            } else {
                chats.stop(caller.appId(), user, task);
            }
        });
        return Done.SUCCESS;
    }

    private AppSnapshot called(boolean chat) {
        AppSnapshot app = caller.app();
        if (chat && !app.mode().isChat()) {
            throw ChatError.NOT_CHAT_APP.because("This app is of mode '%s', which does not chat", app.mode().wire());
        }
        if (!chat && app.mode() != AppMode.COMPLETION) {
            throw ChatError.APP_UNAVAILABLE.because("This app is of mode '%s', which does not complete text", app.mode().wire());
        }
        return app;
    }
}
