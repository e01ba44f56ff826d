package dev.difynative.chat.agent;

import java.util.UUID;
import java.util.concurrent.CancellationException;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.config.ModelConfig;
import dev.difynative.chat.AgentWork;
import dev.difynative.chat.ChatError;
import dev.difynative.chat.ChatRun;
import dev.difynative.chat.ChatTurn;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.price.Prices;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.tracing.Traces;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.agent.AgentAnswer;
import dev.difynative.tools.agent.AgentRunner;
import dev.difynative.tools.agent.AgentTask;

/** Makes the answers of agent apps: a virtual thread for each, in which model and tools take turns. */
@Singleton
class AgentAnswers implements AgentWork {
    private static final Logger LOG = Logger.getLogger(AgentAnswers.class);

    private final AgentRunner runner;
    private final AgentTools tools;
    private final AgentFiles files;
    private final ModelRuntime models;
    private final ObjectMapper json;

    AgentAnswers(AgentRunner runner, AgentTools tools, AgentFiles files, ModelRuntime models, ObjectMapper json) {
        this.runner = runner;
        this.tools = tools;
        this.files = files;
        this.models = models;
        this.json = json;
    }

    @Override
    public Cancellable begin(ChatRun run, ChatModel model, ChatPrompt prompt) {
        Cancels cancels = new Cancels();
        Traces.onVirtualThread(() -> answer(run, model, prompt, cancels));
        return cancels;
    }

    private void answer(ChatRun run, ChatModel model, ChatPrompt prompt, Cancels cancels) {
        try {
            AgentAnswer answer = runner.run(task(run, model, prompt, cancels), new AgentReport(run, files, json));
            run.completed(new Completion(answer.finishReason(), answer.usage().promptTokens(),
                    answer.usage().completionTokens(), false));
        } catch (ToolFailure unfinished) {
            run.failed(ChatError.AGENT_UNFINISHED.because("%s", unfinished.getMessage()));
        } catch (Failure failure) {
            run.failed(failure);
        } catch (CancellationException | InterruptedException stopped) {
            // The run has ended already; should anything else have called the work off, it ends with what was said.
            run.stop();
        } catch (RuntimeException unexpected) {
            if (!cancels.cancelled()) {
                LOG.errorf(unexpected, "Message %s could not be answered", run.turn().message().id());
            }
            run.failed(CommonError.INTERNAL_ERROR.because("Internal Server Error"));
        }
    }

    private AgentTask task(ChatRun run, ChatModel model, ChatPrompt prompt, Cancels cancels) {
        ChatTurn turn = run.turn();
        ModelConfig.AgentMode agent = turn.app().config().agentMode();
        String provider = turn.message().provider();
        String name = turn.message().model();
        return new AgentTask(new AgentTask.Model(model, Prices.of(provider, name), prompt.parameters(), prompt.stop()),
                prompt.messages(), tools.of(run), agent.maxIteration(), strategy(turn.app().tenantId(), provider, name, agent),
                new ToolCallScope(turn.app().tenantId(), turn.app().id(), turn.user(), cancels::add));
    }

    /** A model that is known to call functions does, one that is known not to does not; of others the app's author knows. */
    private AgentTask.Strategy strategy(UUID tenantId, String provider, String model, ModelConfig.AgentMode agent) {
        boolean functions = models.callsFunctions(tenantId, provider, model)
                .orElse(agent.strategy() == ModelConfig.AgentMode.Strategy.FUNCTION_CALL);
        return functions ? AgentTask.Strategy.FUNCTION_CALLING : AgentTask.Strategy.REACT;
    }
}
