package dev.difynative.tools.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ReplyCollector;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.models.price.Usage;
import dev.difynative.models.provider.TokenEstimate;
import dev.difynative.platform.error.Failure;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.agent.AgentTask.OfferedTool;

/**
 * Lets a model work with tools until it has an answer. The model is told of each tool's result, of a failure too; in the round
 * after the last that may ask for tools none are offered, so that the model must answer. Waits; not for an event loop.
 */
@Singleton
public class AgentRunner {
    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};
    private static final Logger LOG = Logger.getLogger(AgentRunner.class);
    private static final double NANOS = 1e9;
    private static final int MOST_OBSERVED = 50_000;

    private final ObjectMapper json;

    public AgentRunner(ObjectMapper json) { this.json = json; }

    public AgentAnswer run(AgentTask task, AgentListener listener) throws InterruptedException {
        Run run = new Run(task, listener);
        return task.strategy() == AgentTask.Strategy.REACT ? run.react() : run.functionCalling();
    }

    /** One task under way. */
    private final class Run {
        private final AgentTask task;
        private final AgentListener listener;
        private final List<ChatMessage> messages;
        private final List<AgentRound> rounds = new ArrayList<>();
        private Usage usage = Usage.NONE;

        Run(AgentTask task, AgentListener listener) {
            this.task = task;
            this.listener = listener;
            messages = new ArrayList<>(task.messages());
        }

        AgentAnswer functionCalling() throws InterruptedException {
            List<ToolSpec> specs = task.tools().stream()
                    .map(tool -> new ToolSpec(tool.name(), tool.description(), ReActPrompt.openSchema(tool))).toList();
            for (int number = 1; number <= task.maxRounds() + 1; number++) {
                boolean last = number == task.maxRounds() + 1;
                listener.roundStarted(number);
                ReplyCollector.Collected reply = ask(last ? List.of() : specs, task.model().stop(), listener::text);
                List<ToolCall> calls = reply.reply().toolCalls();
                List<Asked> asked = calls.stream()
                        .map(call -> asked(call.id(), call.name(), arguments(call.arguments()))).toList();
                listener.replied(number, reply.reply().text(), asked.stream().map(Asked::wanted).toList());
                if (calls.isEmpty()) {
                    ended(number, reply, List.of());
                    return new AgentAnswer(reply.reply().text(), rounds, usage, reply.reply().completion().finishReason());
                }
                if (last) {
                    ended(number, reply, List.of());
                    break;
                }
                messages.add(ChatMessage.assistant(reply.reply().text(), calls));
                List<AgentRound.Step> steps = new ArrayList<>();
                for (Asked call : asked) {
                    AgentRound.Step step = use(number, call);
                    steps.add(step);
                    messages.add(ChatMessage.tool(call.id(), step.observation()));
                }
                ended(number, reply, steps);
            }
            throw tooManyRounds();
        }

        AgentAnswer react() throws InterruptedException {
            messages.addFirst(ChatMessage.system(ReActPrompt.instruction(task.tools(), json)));
            List<String> stop = new ArrayList<>(task.model().stop());
            stop.add("Observation:");
            for (int number = 1; number <= task.maxRounds() + 1; number++) {
                listener.roundStarted(number);
                ReplyCollector.Collected reply = ask(List.of(), stop, piece -> {});
                ReActPrompt.Said said = ReActPrompt.read(reply.reply().text(), json);
                if (said.action().isEmpty()) {
                    listener.text(said.answer());
                    listener.replied(number, said.answer(), List.of());
                    ended(number, reply, List.of());
                    return new AgentAnswer(said.answer(), rounds, usage, reply.reply().completion().finishReason());
                }
                if (number == task.maxRounds() + 1) {
                    ended(number, reply, List.of());
                    break;
                }
                Asked call = asked("call-" + number, said.action().get(), Optional.of(said.arguments()));
                listener.replied(number, said.thought(), List.of(call.wanted()));
                AgentRound.Step step = use(number, call);
                messages.add(ChatMessage.assistant(reply.reply().text()));
                messages.add(ChatMessage.user("Observation: " + step.observation()
                        + (number == task.maxRounds() ? "\nNo further action is possible: give the final answer now." : "")));
                ended(number, reply, List.of(step));
            }
            throw tooManyRounds();
        }

        private ToolFailure tooManyRounds() {
            return new ToolFailure("The agent has not come to an answer within %d rounds".formatted(task.maxRounds()));
        }

        private ReplyCollector.Collected ask(List<ToolSpec> specs, List<String> stop, java.util.function.Consumer<String> onText)
                throws InterruptedException {
            ReplyCollector collector = new ReplyCollector(task.model().price(), onText, piece -> {});
            ChatPrompt prompt = new ChatPrompt(messages, task.model().parameters(), specs, stop, task.scope().user());
            listener.asked(() -> soFar(prompt, collector));
            Cancellable stream = task.model().chat().stream(prompt, collector);
            task.scope().onCancel().accept(() -> {
                stream.cancel();
                collector.collected().cancel(false);
            });
            try {
                ReplyCollector.Collected reply = collector.collected().get();
                usage = usage.plus(reply.usage());
                listener.spent(reply.usage());
                return reply;
            } catch (ExecutionException failed) {
                listener.spent(soFar(prompt, collector));
                throw failed.getCause() instanceof Failure failure ? failure : new IllegalStateException(failed.getCause());
            } finally {
                if (!collector.collected().isDone()) {
                    stream.cancel();
                }
            }
        }

        /** Counted here, as the model's server has not come to tell; a call that it refused costs nothing. */
        private static Usage soFar(ChatPrompt prompt, ReplyCollector collector) {
            ReplyCollector.Said said = collector.said();
            return said.isNothing() && collector.collected().state() == Future.State.FAILED
                    ? Usage.NONE
                    : collector.usage(TokenEstimate.of(prompt, said.text(), said.calls(), "stop"));
        }

        private void ended(int number, ReplyCollector.Collected reply, List<AgentRound.Step> steps) {
            AgentRound round = new AgentRound(number, reply.reply().text(), steps, reply.usage());
            rounds.add(round);
            listener.roundEnded(round);
        }

        private Optional<Map<String, Object>> arguments(String written) {
            try {
                Map<String, Object> read = written == null || written.isBlank() ? null : json.readValue(written, ARGUMENTS);
                // Some models write "null" for a tool that needs nothing.
                return Optional.of(read == null ? Map.of() : read);
            } catch (JsonProcessingException invalid) {
                return Optional.empty();
            }
        }

        /** A call that the model asks for; {@code tool} is null when there is none of that name. */
        private record Asked(String id, String name, OfferedTool tool, boolean readable, Map<String, Object> arguments) {
            String label() { return tool == null ? name : tool.tool().label(); }

            AgentListener.Wanted wanted() { return new AgentListener.Wanted(name, label(), arguments); }
        }

        private Asked asked(String id, String name, Optional<Map<String, Object>> given) {
            Optional<OfferedTool> offered = task.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
            Map<String, Object> arguments = new LinkedHashMap<>(given.orElse(Map.of()));
            offered.ifPresent(tool -> arguments.putAll(tool.fixed()));
            return new Asked(id, name, offered.orElse(null), given.isPresent(), arguments);
        }

        private AgentRound.Step use(int round, Asked call) throws InterruptedException {
            listener.toolStarted(round,
                    new AgentRound.Step(call.id(), call.name(), call.label(), call.arguments(), null, "", false, 0));
            AgentRound.Step step;
            if (call.tool() == null || !call.readable()) {
                String fault = call.tool() == null
                        ? "There is no tool named '" + call.name() + "'"
                        : "The arguments are not valid JSON";
                step = new AgentRound.Step(call.id(), call.name(), call.label(), call.arguments(), null, fault, true, 0);
            } else {
                step = invoked(call.id(), call.tool(), call.arguments(), System.nanoTime());
            }
            listener.toolEnded(round, step);
            return step;
        }

        private AgentRound.Step invoked(String id, OfferedTool offered, Map<String, Object> arguments, long started)
                throws InterruptedException {
            try {
                ToolResult result = offered.tool().invoke(arguments, task.scope());
                return step(id, offered, arguments, result, result.observation(json), started);
            } catch (ToolFailure | Failure failed) {
                return step(id, offered, arguments, null, "The tool failed: " + failed.getMessage(), started);
            } catch (CancellationException stopped) {
                throw stopped;
            } catch (RuntimeException unexpected) {
                LOG.warnf(unexpected, "Tool %s failed", offered.name());
                return step(id, offered, arguments, null, "The tool failed: unexpected error", started);
            }
        }

        private AgentRound.Step step(String id, OfferedTool offered, Map<String, Object> arguments, ToolResult result,
                String observation, long started) {
            String told = observation.length() > MOST_OBSERVED ? observation.substring(0, MOST_OBSERVED) + "…" : observation;
            return new AgentRound.Step(id, offered.name(), offered.tool().label(), arguments, result, told, result == null,
                    (System.nanoTime() - started) / NANOS);
        }
    }
}
