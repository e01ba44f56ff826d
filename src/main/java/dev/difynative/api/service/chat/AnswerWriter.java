package dev.difynative.api.service.chat;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.ChatCommand;
import dev.difynative.chat.ChatConfig;
import dev.difynative.chat.ChatRun;
import dev.difynative.chat.ChatService;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.workflow.run.WorkflowCalls;
import dev.difynative.workflow.run.WorkflowConfig;
import io.smallrye.mutiny.Uni;

/** Has a question answered and writes the answer in the form that the caller asked for. */
@Singleton
class AnswerWriter {
    private final ChatService chats;
    private final WorkflowCalls workflows;
    private final SseWriter writer;
    private final ChatConfig chatConfig;
    private final WorkflowConfig workflowConfig;

    AnswerWriter(ChatService chats, WorkflowCalls workflows, SseWriter writer, ChatConfig chatConfig,
            WorkflowConfig workflowConfig) {
        this.chats = chats;
        this.workflows = workflows;
        this.writer = writer;
        this.chatConfig = chatConfig;
        this.workflowConfig = workflowConfig;
    }

    Uni<Reply> answer(AppSnapshot app, ChatCommand question, boolean streaming) {
        CompletionStage<ChatRun> started = EventLoops.hereOrOnWorker(() -> chats.start(app, question, streaming));
        if (!streaming && chatConfig.cancelOnDisconnect()) {
            writer.whenCallerLeaves(() -> started.thenAccept(ChatRun::stop));
        }
        return streaming
                ? writer.stream(started.thenApply(ChatRun::frames))
                : writer.single(started.thenCompose(
                        run -> run.finished().thenApply(answer -> AnswerBody.of(run.turn(), answer))));
    }

    /** The same by a chatflow: the published one, or the version that the caller names. */
    Uni<Reply> answerByGraph(AppSnapshot app, ChatCommand question, String workflowId, boolean streaming) {
        CompletionStage<WorkflowCalls.Begun> begun = EventLoops
                .hereOrOnWorker(() -> workflows.ask(app, question, workflowId, streaming));
        if (!streaming && workflowConfig.cancelOnDisconnect()) {
            writer.whenCallerLeaves(() -> begun.thenAccept(it -> it.run().stopUnread()));
        }
        return streaming
                ? writer.stream(begun.thenCompose(WorkflowCalls.Begun::frames))
                : writer.single(begun.thenCompose(WorkflowCalls.Begun::finished).thenApply(ChatflowBody::of));
    }
}
