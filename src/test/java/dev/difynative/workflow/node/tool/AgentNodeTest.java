package dev.difynative.workflow.node.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.testsupport.ScriptedModel;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.ToolSource;
import dev.difynative.tools.agent.AgentRunner;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.value.ValueType;

class AgentNodeTest {
    private final ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    private final ScriptedModel model = new ScriptedModel();
    private final List<ChatPrompt> asked = model.asked();
    private final List<String> credentials = new ArrayList<>();
    private final AgentNode node = new AgentNode((tenant, provider, name) -> model,
            new ToolDirectory(List.of((ToolSource) (tenant, key) -> {
                credentials.add(String.valueOf(key.credential()));
                return new Weather().find(tenant, key);
            })), config -> List.of(new Weather()), new AgentRunner(json), null, json);
    private final TestNodeContext context = TestNodeContext.of("agent").with("sys", "{'query':'Rain?'}").with("k",
            "{'text':'It is May.'}");

    private record Weather() implements Tool, ToolSource {
        @Override
        public Optional<Tool> find(UUID tenantId, ToolKey key) {
            return key.name().equals("weather") ? Optional.of(this) : Optional.empty();
        }

        @Override
        public String name() { return "weather"; }

        @Override
        public String label() { return "Weather"; }

        @Override
        public String description() { return "Tells the weather"; }

        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));
        }

        @Override
        public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) {
            if ("Atlantis".equals(arguments.get("city"))) {
                throw new CancellationException("Given up");
            }
            return ToolResult.of("Sun in " + arguments.get("city") + " in " + arguments.get("unit"),
                    TestNodeContext.json("{'sun':true}"));
        }
    }

    private static String config(String strategy, String more) { return """
                {'agent_strategy_provider_name':'langgenius/agent/agent','agent_strategy_name':'%s','agent_parameters':{
                 'model':{'type':'constant','value':{'provider':'langgenius/openai/openai','model':'m','completion_params':{}}},
                 'instruction':{'type':'mixed','value':'Be short.'},'query':{'type':'mixed','value':'{{#sys.query#}}'},
                 'context':{'type':'variable','value':['k','text']},'maximum_iterations':{'type':'constant','value':3},
                 'tools':{'type':'constant','value':[{'enabled':true,'type':'builtin','provider_name':'p','tool_name':'weather',
                   'settings':{'unit':{'value':'C'}},'parameters':{}}]}}%s}"""
            .formatted(strategy, more); }

    @Test
    void theModelCallsToolsUntilItAnswers() {
        model.call(new ToolCall("c1", "weather", "{\"city\":\"Rome\"}"));
        model.reply("No rain.");

        NodeResult.Succeeded done = assertInstanceOf(NodeResult.Succeeded.class,
                context.run(node, config("function_calling", "")));

        JsonNode outputs = TestNodeContext.outputs(done);
        assertEquals("No rain. [{\"sun\":true}] 30", outputs.path("text").asText() + " " + outputs.path("json") + " "
                + outputs.at("/usage/total_tokens"));
        assertTrue(asked.getLast().messages().getLast().text().startsWith("Sun in Rome in C"));
        assertTrue(asked.getFirst().messages().getFirst().text().contains("It is May."));
        assertEquals("weather", asked.getFirst().tools().getFirst().name());
        assertEquals(List.of("ROUND 1 start", "CALL weather start", "CALL weather success", "ROUND 1 success", "ROUND 2 start",
                "ROUND 2 success"), context.steps.stream().map(step -> step.label() + " " + step.status()).toList());
        List<String> kept = new ArrayList<>();
        done.metadata().get("agent_log")
                .forEach(step -> kept.add(step.path("label").asText() + " " + step.path("status").asText()));
        assertEquals(List.of("ROUND 1 success", "CALL weather success", "ROUND 2 success"), kept);
    }

    @Test
    void reActTakesItsStepsFromTheText() {
        model.reply("Thought: look\nAction: {\"action\": \"weather\", \"action_input\": {\"city\": \"Rome\"}}");
        model.reply("Thought: done\nFinal Answer: No rain.");

        JsonNode outputs = context.outputs(node, config("ReAct", ""));

        assertEquals("No rain.", outputs.path("text").asText());
        assertTrue(asked.getFirst().tools().isEmpty());
        assertTrue(asked.getLast().messages().toString().contains("Sun in Rome in C"));
    }

    @Test
    void aToolHasTheCredentialThatTheAuthorHasChosen() {
        model.reply("Yes.");
        model.reply("Yes.");
        context.outputs(node, config("function_calling", ""));
        context.outputs(node, config("function_calling", "").replace("'tool_name'", "'credential_id':'second','tool_name'"));
        assertEquals(List.of("null", "second"), credentials);
    }

    @Test
    void memoryComesBeforeTheQuestion() {
        context.history = List.of(ChatMessage.user("1"), ChatMessage.assistant("one"), ChatMessage.user("2"),
                ChatMessage.assistant("two"));
        model.reply("Yes.");
        context.outputs(node, config("function_calling", ",'memory':{'window':{'enabled':true,'size':1}}"));
        assertEquals(List.of("2", "two", "Rain?"),
                asked.getFirst().messages().stream().skip(1).map(ChatMessage::text).toList());
    }

    private static final String DECLARED = """
            ,'output_schema':{'type':'object','required':['rain'],'properties':{'rain':{'type':'boolean'},
             'degrees':{'type':'integer'},'places':{'type':'array','items':{'type':'string'}},'text':{'type':'string'}}}""";

    @Test
    void whatTheNodeDeclaresIsReadFromItsAnswer() {
        model.reply("~Let me see. ", "{\"rain\": false, \"places\": [\"Rome\"]}");
        String config = config("function_calling", DECLARED);

        JsonNode outputs = context.outputs(node, config);

        assertEquals("false null [\"Rome\"]",
                outputs.path("rain") + " " + outputs.path("degrees") + " " + outputs.path("places"));
        assertTrue(outputs.path("text").asText().contains("\"rain\": false"), "the answer itself stays the text");
        assertTrue(asked.getFirst().messages().getFirst().text().contains("\"degrees\""), "the model is told of the schema");
        assertEquals(Map.of("rain", ValueType.BOOLEAN, "degrees", ValueType.NUMBER, "places", ValueType.ARRAY_STRING, "text",
                ValueType.STRING, "files", ValueType.ARRAY_FILE, "json", ValueType.ARRAY_OBJECT, "usage", ValueType.OBJECT),
                node.outputs(node.configure(NodeData.of(TestNodeContext.json(config)))));
    }

    @Test
    void anAnswerThatIsNotWhatTheNodeDeclaresFailsItAndIsPaidFor() {
        model.reply("Rain is likely.");
        assertEquals("The agent's answer contains no JSON object", context.fault(node, config("function_calling", DECLARED)));
        model.reply("{\"rain\": \"maybe\"}");
        NodeResult.Failed failed = assertInstanceOf(NodeResult.Failed.class,
                context.run(node, config("ReAct", DECLARED)));
        assertEquals(
                "OutputParserError The agent's answer does not match the output schema: 'rain' must be of the type boolean 30",
                failed.type() + " " + failed.message() + " " + context.spent.tokens());
    }

    @Test
    void anAgentThatComesToNoAnswerIsPaidFor() {
        model.callOtherwise(new ToolCall("c1", "weather", "{}"));
        NodeResult.Failed failed = assertInstanceOf(NodeResult.Failed.class, context.run(node, config("function_calling", "")));
        assertEquals("AgentNodeError 60", failed.type() + " " + context.spent.tokens());
    }

    @Test
    void anAgentThatBreaksOffIsPaidForUntilThen() {
        model.call(new ToolCall("c1", "weather", "{\"city\":\"Rome\"}"));
        model.call(new ToolCall("c2", "weather", "{\"city\":\"Atlantis\"}"));
        assertThrows(CancellationException.class, () -> context.run(node, config("function_calling", "")));
        assertEquals(30, context.spent.tokens());
    }

    @Test
    void whatIsNotHereFailsTheNodeWithItsName() {
        assertEquals("The agent strategy 'tree_of_thought' is not installed in this service",
                context.fault(node, config("tree_of_thought", "")));
        assertTrue(context.fault(node, config("function_calling", "").replace("'tool_name':'weather'", "'tool_name':'tides'"))
                .contains("tides"));
    }
}
