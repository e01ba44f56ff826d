package dev.difynative.api.console.trial;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestPath;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.api.service.chat.AnswerBody;
import dev.difynative.api.sse.Reply;
import dev.difynative.api.sse.SseWriter;
import dev.difynative.apps.AppConfigs;
import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.ChatConfig;
import dev.difynative.chat.ChatError;
import dev.difynative.chat.ChatRun;
import dev.difynative.chat.ChatService;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** Lets those who make a chat, agent or completion app try it out, with a configuration that need not be saved. */
@Path("/console/api/apps/{app}")
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Role.EDITOR)
class ConsoleTrialResource {
    private static final String STREAMING = "streaming";
    private static final String BLOCKING = "blocking";

    private final ChatService chats;
    private final AppConfigs configs;
    private final OwnApp apps;
    private final ConsoleCaller caller;
    private final SseWriter writer;
    private final ChatConfig config;

    ConsoleTrialResource(ChatService chats, AppConfigs configs, OwnApp apps, ConsoleCaller caller, SseWriter writer,
            ChatConfig config) {
        this.chats = chats;
        this.configs = configs;
        this.apps = apps;
        this.caller = caller;
        this.writer = writer;
        this.config = config;
    }

    @POST
    @Path("/chat-messages")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> chat(@PathParam("app") String app, @NotNull TryApp body) {
        AppSnapshot own = own(app, true);
        if (own.mode() == AppMode.AGENT_CHAT && !body.streams(STREAMING)) {
            throw CommonError.INVALID_PARAM.field("response_mode", "enum",
                    "An agent app answers in streams only: parameter 'response_mode' must be streaming");
        }
        return answer(own, body, true, body.streams(STREAMING));
    }

    @POST
    @Path("/completion-messages")
    @Blocking
    @Produces(SseWriter.WRITTEN_AS_IS)
    public Uni<Reply> complete(@PathParam("app") String app, @NotNull TryApp body) {
        return answer(own(app, false), body, false, body.streams(BLOCKING));
    }

    @POST
    @Path("/{kind: chat|completion}-messages/{task}/stop")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Done stop(@PathParam("app") String app, @RestPath("task") String task) {
        chats.stop(apps.id(app), caller.accountId().toString(), Ids.parse(task, ChatError.MESSAGE_NOT_FOUND, "Task"));
        return Done.SUCCESS;
    }

    private Uni<Reply> answer(AppSnapshot saved, TryApp body, boolean chat, boolean streaming) {
        AppSnapshot app = body.modelConfig() == null || body.modelConfig().isEmpty()
                ? saved
                : configs.tried(saved, body.modelConfig().toString());
        UUID account = caller.accountId();
        ChatRun run = chats.start(app, body.command(account, chat), streaming);
        if (!streaming && config.cancelOnDisconnect()) {
            writer.whenCallerLeaves(run::stop);
        }
        return streaming
                ? writer.stream(CompletableFuture.completedFuture(run.frames()))
                : writer.single(run.finished().thenApply(answer -> AnswerBody.of(run.turn(), answer)));
    }

    private AppSnapshot own(String app, boolean chat) {
        AppSnapshot own = apps.get(app);
        boolean fits = chat ? own.mode() == AppMode.CHAT || own.mode() == AppMode.AGENT_CHAT : own.mode() == AppMode.COMPLETION;
        if (!fits) {
            throw ChatError.APP_UNAVAILABLE.because("An app of mode '%s' is not tried out by this call", own.mode().wire());
        }
        return own;
    }
}
