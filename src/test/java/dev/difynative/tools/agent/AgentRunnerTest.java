package dev.difynative.tools.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.price.Price;
import dev.difynative.models.price.Usage;
import dev.difynative.models.provider.TokenEstimate;
import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.ScriptedModel;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

class AgentRunnerTest {
    private final ScriptedModel model = new ScriptedModel();
    private final List<ChatPrompt> asked = model.asked();
    private final List<String> told = new ArrayList<>();
    private final List<Integer> spent = new ArrayList<>();
    private final AgentRunner runner = new AgentRunner(new ObjectMapper());

    /** Adds two numbers; fails for a negative one. */
    private static final class Adder implements Tool {
        @Override
        public String name() { return "add"; }

        @Override
        public String label() { return "Add"; }

        @Override
        public String description() { return "Adds a and b"; }

        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "object", "properties", Map.of("a", Map.of("type", "number"), "b", Map.of("type", "number")),
                    "required", List.of("a", "b"));
        }

        @Override
        public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) {
            int a = ((Number) arguments.get("a")).intValue();
            if (a < 0) {
                throw new ToolFailure("a is negative");
            }
            return ToolResult.of(String.valueOf(a + ((Number) arguments.get("b")).intValue()));
        }
    }

    private AgentAnswer run(AgentTask.Strategy strategy, int rounds, Map<String, Object> fixed) throws InterruptedException {
        return runner.run(new AgentTask(new AgentTask.Model(model, Price.UNKNOWN, Map.of(), List.of()),
                List.of(ChatMessage.user("1 + 2?")), List.of(new AgentTask.OfferedTool(new Adder(), "add", fixed, "Adds")),
                rounds, strategy,
                new ToolCallScope(null, null, "u", hook -> {})), new AgentListener() {
                    @Override
                    public void text(String piece) { told.add(piece); }

                    @Override
                    public void spent(Usage usage) { spent.add(usage.totalTokens()); }

                    @Override
                    public void toolEnded(int round, AgentRound.Step step) { told.add(round + ":" + step.observation()); }
                });
    }

    @Test
    void toolsAreCalledAndTheirResultsGoBackToTheModel() throws InterruptedException {
        model.call(new ToolCall("x", "add", "{\"a\":1,\"b\":2}"), new ToolCall("y", "add", "{\"a\":5,\"b\":5}"));
        model.reply("Three.");
        AgentAnswer answer = run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of());
        assertEquals("Three.", answer.text());
        assertEquals(List.of("1:3", "1:10", "Three."), told);
        assertEquals(30, answer.usage().totalTokens());
        List<ChatMessage> last = asked.getLast().messages();
        assertEquals(List.of("3", "10"), last.subList(2, 4).stream().map(ChatMessage::text).toList());
        assertEquals("x", last.get(2).toolCallId());
    }

    @Test
    void faultsAreToldToTheModelAndEndNothing() throws InterruptedException {
        model.call(new ToolCall("x", "add", "{\"a\":-1,\"b\":2}"), new ToolCall("y", "nothing", "{}"),
                new ToolCall("z", "add", "{broken"));
        model.reply("Sorry.");
        assertEquals("Sorry.", run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of()).text());
        assertEquals(List.of("1:The tool failed: a is negative", "1:There is no tool named 'nothing'",
                "1:The arguments are not valid JSON",
                "Sorry."), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", " ", "{}"})
    void argumentsThatAreNothingAreNone(String arguments) throws InterruptedException {
        model.call(new ToolCall("x", "add", arguments));
        model.reply("Three.");
        assertEquals("Three.", run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of("a", 1, "b", 2)).text());
        assertEquals(List.of("1:3", "Three."), told);
    }

    @Test
    void aToolThatBreaksIsToldToTheModelToo() throws InterruptedException {
        model.call(new ToolCall("x", "add", "{\"b\":2}"));
        model.reply("Sorry.");
        assertEquals("Sorry.", run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of()).text());
        assertEquals(List.of("1:The tool failed: unexpected error", "Sorry."), told);
    }

    @Test
    void whatTheAuthorFixedIsNotTheModelsToChoose() throws InterruptedException {
        model.call(new ToolCall("x", "add", "{\"a\":1,\"b\":2}"));
        model.reply("ok");
        run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of("b", 10));
        assertEquals("1:11", told.getFirst());
        assertEquals("{a={type=number}}", asked.getFirst().tools().getFirst().parameters().get("properties").toString());
    }

    @Test
    void theRoundAfterTheLastOffersNoTools() {
        model.callOtherwise(new ToolCall("c", "add", "{\"a\":1,\"b\":1}"));
        ToolFailure failure = assertThrows(ToolFailure.class, () -> run(AgentTask.Strategy.FUNCTION_CALLING, 2, Map.of()));
        assertEquals("The agent has not come to an answer within 2 rounds", failure.getMessage());
        assertEquals(List.of(1, 1, 0), asked.stream().map(prompt -> prompt.tools().size()).toList());
    }

    @Test
    void aRoundThatBreaksOffHasUsedWhatWasAskedAndSaid() {
        model.call(new ToolCall("x", "add", "{\"a\":1,\"b\":2}"));
        model.breakOff("~Let me think. ", "It is ");
        assertThrows(Failure.class, () -> run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of()));
        Completion counted = TokenEstimate.of(asked.getLast(), "It is Let me think. ", List.of(), "stop");
        assertEquals(List.of(15, counted.promptTokens() + counted.completionTokens()), spent);
    }

    @Test
    void aRoundThatTheModelRefusesHasUsedNothing() {
        model.call(new ToolCall("x", "add", "{\"a\":1,\"b\":2}"));
        assertThrows(Failure.class, () -> run(AgentTask.Strategy.FUNCTION_CALLING, 5, Map.of()));
        assertEquals(List.of(15, 0), spent);
    }

    @Test
    void aModelWithoutFunctionsWritesItsActions() throws InterruptedException {
        model.reply("Thought: add them\nAction: {\"action\": \"add\", \"action_input\": {\"a\": 1, \"b\": 2}}\n");
        model.reply("Thought: I know\nAction:\n```json\n{\"action\": \"Final Answer\", \"action_input\": \"It is 3.\"}\n```");
        AgentAnswer answer = run(AgentTask.Strategy.REACT, 5, Map.of());
        assertEquals("It is 3.", answer.text());
        assertEquals("Observation: 3", asked.getLast().messages().getLast().text());
        assertTrue(asked.getFirst().messages().getFirst().text().contains("\"name\":\"add\""));
        assertTrue(asked.getFirst().stop().contains("Observation:"));
    }

    @Test
    void anInputThatIsNothingIsNoWord() throws InterruptedException {
        model.reply("Action: {\"action\": \"add\", \"action_input\": null}");
        model.reply("Action: {\"action\": \"Final Answer\", \"action_input\": null}");
        assertEquals("", run(AgentTask.Strategy.REACT, 5, Map.of("a", 1, "b", 2)).text());
        assertEquals("1:3", told.getFirst());
    }

    @Test
    void anAnswerInPlainWordsIsAnAnswer() throws InterruptedException {
        model.reply("Thought: easy\nFinal Answer: three");
        assertEquals("three", run(AgentTask.Strategy.REACT, 5, Map.of()).text());
        model.reply("Just three.");
        assertEquals("Just three.", run(AgentTask.Strategy.REACT, 5, Map.of()).text());
    }
}
