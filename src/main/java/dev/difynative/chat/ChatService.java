package dev.difynative.chat;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.quota.ActiveRequests;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Answers questions: everything that can be refused is refused before {@link #start} returns, the rest is the run's business. */
@ApplicationScoped
public class ChatService {
    private static final Logger LOG = Logger.getLogger(ChatService.class);

    private final TurnFactory turns;
    private final QuestionPreparation preparation;
    private final ModelRuntime models;
    private final RunRegistry registry;
    private final ChatRunEnvironment environment;
    private final AgentWork agents;
    private final ActiveRequests activeRequests;
    private final ChatConfig config;
    private final Vertx vertx;

    ChatService(TurnFactory turns, QuestionPreparation preparation, ModelRuntime models, RunRegistry registry,
            ChatRunEnvironment environment, AgentWork agents, ActiveRequests activeRequests, ChatConfig config, Vertx vertx) {
        this.turns = turns;
        this.preparation = preparation;
        this.models = models;
        this.registry = registry;
        this.environment = environment;
        this.agents = agents;
        this.activeRequests = activeRequests;
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * Begins an answer; with {@code streaming} its frames can be read while it is made. May be called on an event loop by
     * {@link EventLoops#hereOrOnWorker}.
     */
    public ChatRun start(AppSnapshot app, ChatCommand command, boolean streaming) {
        ChatTurn turn = turns.of(app, command);
        ChatModel model = models.chat(app.tenantId(), turn.message().provider(), turn.message().model());
        ActiveRequests.Slot slot = activeRequests.acquire(app.id(), app.limits().maxActiveRequests());
        Context context = vertx.getOrCreateContext();
        FrameStream frames = streaming ? new FrameStream(vertx, context) : null;
        ChatRun run = new ChatRun(environment, turn, context, frames);
        registry.add(run);
        run.finished().whenComplete((answer, fault) -> slot.close());
        if (streaming) {
            frames.pingEvery(config.ping().toMillis());
            if (config.cancelOnDisconnect()) {
                frames.whenReaderLeaves(run::stop);
            }
        }
        EventLoops.hereOrOnVirtualThread(() -> answer(run, model));
        return run;
    }

    /** Ends the answer of a task, wherever it runs; a task of another user or none at all is passed over in silence. */
    public void stop(UUID appId, String user, UUID taskId) {
        registry.stop(appId, user, taskId);
    }

    private void answer(ChatRun run, ChatModel model) {
        try {
            QuestionPreparation.Prepared prepared = preparation.of(run.turn());
            switch (prepared) {
                case QuestionPreparation.Answered answered -> run.answerWith(answered);
                case QuestionPreparation.Ask ask when run.turn().app().mode() == AppMode.AGENT_CHAT ->
                    run.ask(agents, model, ask);
                case QuestionPreparation.Ask ask -> run.ask(model, ask);
            }
        } catch (Failure failure) {
            run.failed(failure);
        } catch (EventLoops.WouldWait elsewhere) {
            throw elsewhere;
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "Message %s could not be answered", run.turn().message().id());
            run.failed(CommonError.INTERNAL_ERROR.because("Internal Server Error"));
        }
    }
}
