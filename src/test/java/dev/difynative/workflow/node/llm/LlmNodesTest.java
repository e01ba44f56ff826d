package dev.difynative.workflow.node.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import dev.difynative.files.MessageFileRow;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.testsupport.ScriptedModel;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.value.Value;

/** The nodes that ask models: llm, question-classifier, parameter-extractor. */
class LlmNodesTest {
    private static final String MODEL = "'model':{'provider':'langgenius/openai/openai','name':'m','mode':'chat','completion_params':{'temperature':0.5,'stop':['X']}}";
    private final ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    private final ScriptedModel model = new ScriptedModel();
    private final List<ChatPrompt> asked = model.asked();
    private final Set<String> features = new HashSet<>(Set.of("tool-call"));
    private final ModelCalls models = new ModelCalls(new ModelCalls.Models() {
        @Override
        public ChatModel chat(UUID tenant, String provider, String name) { return model; }

        @Override
        public boolean callsFunctions(UUID tenant, String provider, String name) { return features.contains("tool-call"); }
    });
    private final PromptParts parts = new PromptParts(new PromptParts.Sources() {
        @Override
        public List<ContentPart> images(UUID tenant, List<MessageFileRow> images, String detail) {
            return images.stream().map(file -> (ContentPart) new ContentPart.Image(file.url() + "#" + detail, detail)).toList();
        }

        @Override
        public Set<String> features(UUID tenant, ModelChoice model) { return features; }

        @Override
        public byte[] bytes(NodeContext to, Value.FileRef file) { return file.filename().getBytes(StandardCharsets.UTF_8); }
    });
    private final LlmNode llm = new LlmNode(models, new LlmPrompts(parts), json);
    private final QuestionClassifierNode classifier = new QuestionClassifierNode(models, parts, json);
    private final ParameterExtractorNode extractor = new ParameterExtractorNode(models, parts, json);
    private final TestNodeContext context = TestNodeContext.of("llm").with("sys", "{'query':'Why?','files':[]}")
            .with("v", "{'name':'Ann','items':['a','b']}");

    private String prompt() {
        StringBuilder text = new StringBuilder();
        asked.getLast().messages().forEach(message -> text.append(message.role()).append(": ").append(message.text())
                .append(message.parts().stream().filter(ContentPart.Image.class::isInstance).count() > 0 ? " [image]" : "")
                .append('\n'));
        return text.toString().strip();
    }

    private static String llm(String prompts, String more) { return "{" + MODEL + ",'prompt_template':" + prompts + more + "}"; }

    @Test
    void theTextIsSaidPieceByPieceAndCounted() {
        model.reply("Hel", "lo");
        NodeResult.Succeeded done = assertInstanceOf(NodeResult.Succeeded.class,
                context.run(llm,
                        llm("[{'role':'system','text':'Be {{#v.name#}}'},{'role':'user','text':'{{#sys.query#}}'}]", "")));
        JsonNode outputs = TestNodeContext.outputs(done);
        assertEquals("Hello", outputs.path("text").asText());
        assertEquals("stop", outputs.path("finish_reason").asText());
        assertEquals(15, outputs.path("usage").path("total_tokens").asInt());
        assertEquals("Hello", context.said.toString());
        assertEquals(15, done.spending().tokens());
        assertEquals("SYSTEM: Be Ann\nUSER: Why?", prompt());
        assertEquals(Map.of("temperature", new java.math.BigDecimal("0.5")).toString(), asked.getLast().parameters().toString());
        assertEquals(List.of("X"), asked.getLast().stop());
    }

    @Test
    void theContextStandsInItsPlaceAndIsCited() {
        context.with("k", """
                {'result':[{'title':'T','content':'One.','files':null,'summary':null,'metadata':{'_source':'knowledge','dataset_id':'d','score':0.9}},
                 {'title':'U','content':'Two.','metadata':{'_source':'knowledge','dataset_id':'d','score':0.8}}]}""");
        model.reply("ok");
        context.run(llm, llm("[{'role':'system','text':'Use: {{#context#}}!'},{'role':'user','text':'q'}]",
                ",'context':{'enabled':true,'variable_selector':['k','result']}"));
        assertEquals("SYSTEM: Use: One.\nTwo.!\nUSER: q", prompt());
        assertEquals(2, context.cited.size());
        assertEquals("{\"position\":2,\"dataset_id\":\"d\"", context.cited.get(1).toString().substring(0, 30));
    }

    @Test
    void memoryComesBeforeTheQuestionWhichIsAskedOnce() {
        context.history = List.of(ChatMessage.user("1"), ChatMessage.assistant("one"), ChatMessage.user("2"),
                ChatMessage.assistant("two"));
        model.reply("a", "b", "c");
        context.run(llm, llm("[{'role':'system','text':'S'}]", ",'memory':{'window':{'enabled':true,'size':1}}"));
        assertEquals("SYSTEM: S\nUSER: 2\nASSISTANT: two\nUSER: Why?", prompt());
        model.reply("a");
        context.run(llm, llm("[{'role':'system','text':'S'}]",
                ",'memory':{'window':{'enabled':false},'query_prompt_template':'Asked: {{#sys.query#}}'}"));
        assertTrue(prompt().endsWith("USER: Asked: Why?"));
        model.reply("a");
        context.run(llm, llm("[{'role':'user','text':'{{#sys.query#}}'}]", ",'memory':{'window':{'enabled':true,'size':0}}"));
        assertEquals("USER: Why?", prompt());
    }

    @Test
    void aCompletionPromptHasTheHistoryInItsText() {
        context.history = List.of(ChatMessage.user("1"), ChatMessage.assistant("one"));
        model.reply("a");
        context.run(llm,
                llm("{'text':'Talk:\\n{{#histories#}}\\nHuman: {{#sys.query#}}'}", ",'memory':{'window':{'enabled':false}}"));
        assertEquals("USER: Talk:\nHuman: 1\nAssistant: one\nHuman: Why?", prompt());
    }

    @Test
    void jinjaPromptsSeeTheirVariables() {
        model.reply("a");
        context.run(llm, llm(
                "[{'role':'user','edition_type':'jinja2','jinja2_text':'{% for i in x %}{{ i|upper }}{% endfor %}','text':'no'}]",
                ",'prompt_config':{'jinja2_variables':[{'variable':'x','value_selector':['v','items']}]}"));
        assertEquals("USER: AB", prompt());
    }

    @Test
    void imagesGoWithTheQuestion() {
        context.with("sys",
                """
                {'query':'What is it?','files':[{'dify_model_identity':'__dify__file__','type':'image','transfer_method':'remote_url',
                 'remote_url':'http://x/a.png','url':'http://x/a.png','filename':'a.png'},
                 {'dify_model_identity':'__dify__file__','type':'document','transfer_method':'remote_url','remote_url':'http://x/b.pdf'}]}""");
        model.reply("a");
        context.run(llm, llm("[{'role':'system','text':'S'},{'role':'user','text':'{{#sys.query#}}'}]",
                ",'vision':{'enabled':true,'configs':{'detail':'low','variable_selector':['sys','files']}}"));
        assertEquals("SYSTEM: S\nUSER: What is it? [image]", prompt());
        assertEquals(new ContentPart.Image("http://x/a.png#low", "low"), asked.getLast().messages().getLast().parts().getLast());
        model.reply("a");
        context.run(llm, llm("[{'role':'user','text':'{{#sys.query#}}'}]", ",'vision':{'enabled':false}"));
        assertEquals("USER: What is it?", prompt());
    }

    @Test
    void thoughtsStayInTheTextOrAreKeptApart() {
        model.reply("<think>hm", "m</think>\n\nYes", "!");
        JsonNode tagged = context.outputs(llm, llm("[{'role':'user','text':'q'}]", ""));
        assertEquals("<think>hmm</think>\n\nYes!", tagged.path("text").asText());
        model.reply("~hmm", "Yes!");
        assertEquals("<think>\nhmm\n</think>\nYes!",
                context.outputs(llm, llm("[{'role':'user','text':'q'}]", "")).path("text").asText());
        context.said.setLength(0);
        model.reply("<thi", "nk>hm", "m</th", "ink>\n\nYes", "! a<b");
        JsonNode apart = context.outputs(llm, llm("[{'role':'user','text':'q'}]", ",'reasoning_format':'separated'"));
        assertEquals("Yes! a<b", apart.path("text").asText());
        assertEquals("hmm", apart.path("reasoning_content").asText());
        assertEquals("Yes! a<b", context.said.toString());
        assertEquals("hmm", context.thought.toString());
    }

    private static final String SCHEMA = ",'structured_output_enabled':true,'structured_output':{'schema':"
            + "{'type':'object','properties':{'a':{'type':'number'}},'required':['a']}}";

    private static String structured(String provider, String model) {
        return llm("[{'role':'system','text':'S'},{'role':'user','text':'q'}]", SCHEMA)
                .replace("langgenius/openai/openai", provider)
                .replace("'name':'m'", "'name':'" + model + "'");
    }

    @Test
    void structuredOutputIsReadFromTheAnswer() {
        model.reply("Sure:\n```json\n{\"a\": 1,}\n```");
        assertEquals("{\"a\":1}",
                context.outputs(llm, structured("openai_api_compatible", "m")).path("structured_output").toString());
        assertTrue(prompt().startsWith("SYSTEM: S\n\nAnswer with one JSON object"));
        assertFalse(asked.getLast().parameters().containsKey("response_format"));
        model.reply("no idea");
        assertEquals("The model's answer contains no JSON object", context.fault(llm, structured("ollama", "m")));
        model.reply("{\"b\":1}");
        assertEquals("The model's answer has no 'a'", context.fault(llm, structured("openai", "gpt-4o")));
    }

    @Test
    void structuredOutputIsAskedForInTheProvidersOwnWay() {
        model.reply("{\"a\":1}");
        context.outputs(llm, structured("openai", "gpt-4o"));
        assertEquals("SYSTEM: S\nUSER: q", prompt());
        assertEquals("json_schema", asked.getLast().parameters().get("response_format"));
        assertEquals("{\"name\":\"llm_response\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}},"
                + "\"required\":[\"a\"]}}",
                json.valueToTree(new java.util.TreeMap<>(
                        (Map<?, ?>) asked.getLast().parameters().get("json_schema"))).toString());
        model.reply("{\"a\":1}");
        context.outputs(llm, structured("langgenius/deepseek/deepseek", "deepseek-chat"));
        assertEquals("json_object", asked.getLast().parameters().get("response_format"));
        assertTrue(prompt().contains("JSON Schema"));
        model.call(new ToolCall("c", "structured_output", "{\"a\":2}"));
        JsonNode called = context.outputs(llm, structured("anthropic", "claude"));
        assertEquals("2 {\"a\":2}", called.at("/structured_output/a") + " " + called.path("text").asText());
        assertEquals("structured_output", asked.getLast().tools().getFirst().name());
    }

    @Test
    void aFailingModelFailsTheNodeAndAnEmptyPromptIsNotAsked() {
        NodeResult.Failed failed = assertInstanceOf(NodeResult.Failed.class,
                context.run(llm, llm("[{'role':'user','text':'q'}]", "")));
        assertEquals("completion_request_error", failed.type());
        assertEquals("The prompt is empty", context.fault(llm, llm("[{'role':'user','text':' '}]", "")));
        assertEquals(1, asked.size());
    }

    private static final String CLASSES = "{" + MODEL
            + ",'query_variable_selector':['sys','query'],'instruction':'Mind {{#v.name#}}','classes':[{'id':'1','name':'Sales','label':'S'},{'id':'2','name':'Help {{#v.name#}}'}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"{\"category_id\":\"2\",\"category_name\":\"x\"}|2",
            "```json\\n{\"category_id\":\"2\"}\\n```|2", "{\"category_name\":\"help ann\"}|2", "Help Ann|2", "no idea|1",
            "{broken|1",
            "<think>{\"category_id\":\"2\"}</think>{\"category_id\":\"1\"}|1"})
    void theClassThatTheModelNamesIsTheWay(String answer, String handle) {
        model.reply(answer.replace("\\n", "\n"));
        NodeResult.Succeeded done = assertInstanceOf(NodeResult.Succeeded.class, context.run(classifier, CLASSES));
        assertEquals(handle, done.handle());
        assertEquals(handle, TestNodeContext.outputs(done).path("class_id").asText());
        assertEquals(handle.equals("2") ? "Help Ann" : "Sales", TestNodeContext.outputs(done).path("class_name").asText());
        assertTrue(prompt().contains("Mind Ann") && prompt().endsWith("USER: Text:\nWhy?"));
    }

    @Test
    void classifierAndExtractorKnowTheConversationAndTheFilesToo() {
        context.history = List.of(ChatMessage.user("1"), ChatMessage.assistant("one"), ChatMessage.user("2"),
                ChatMessage.assistant("two"));
        context.with("sys", """
                {'query':'Why?','files':[{'dify_model_identity':'__dify__file__','type':'image','transfer_method':'remote_url',
                 'remote_url':'http://x/a.png','url':'http://x/a.png','filename':'a.png'}]}""");
        String more = ",'memory':{'window':{'enabled':true,'size':1}},'vision':{'enabled':true,'configs':{'detail':'low'}}}";
        model.reply("{'category_id':'1'}");
        context.run(classifier, CLASSES.substring(0, CLASSES.length() - 1) + more);
        assertTrue(prompt().endsWith("USER: 2\nASSISTANT: two\nUSER: Text:\nWhy? [image]"), prompt());
        model.reply("{'city':'Rome'}");
        context.run(extractor, extract("prompt").substring(0, extract("prompt").length() - 1) + more);
        assertTrue(prompt().endsWith("USER: 2\nASSISTANT: two\nUSER: Text:\nWhy? [image]"), prompt());
    }

    private static String extract(String mode) { return "{" + MODEL + ",'query':['sys','query'],'reasoning_mode':'" + mode + """
                ','instruction':'','parameters':[{'name':'city','type':'string','description':'A city','required':true},
                 {'name':'days','type':'number','required':false},{'name':'kind','type':'select','options':['hot','cold'],'required':false},
                 {'name':'tags','type':'array[string]'},{'name':'ok','type':'bool'}]}"""; }

    @Test
    void valuesAreTakenFromAFunctionCall() {
        model.call(new ToolCall("c", "extract_parameters",
                "{\"city\":\"Rome\",\"days\":\"3\",\"kind\":\"hot\",\"tags\":[\"a\",1],\"ok\":\"yes\"}"));
        JsonNode outputs = context.outputs(extractor, extract("function_call"));
        assertEquals("Rome 3 hot [\"a\",\"1\"] true 1",
                "%s %s %s %s %s %s".formatted(outputs.path("city").asText(), outputs.path("days"),
                        outputs.path("kind").asText(), outputs.path("tags"), outputs.path("ok"), outputs.path("__is_success")));
        assertEquals("extract_parameters", asked.getLast().tools().getFirst().name());
    }

    @Test
    void valuesAreTakenFromJsonAndMissingOnesAreEmpty() {
        model.reply("Here: {'city': 'Rome', 'kind': 'warm'}");
        JsonNode outputs = context.outputs(extractor, extract("prompt"));
        assertEquals("Rome", outputs.path("city").asText());
        assertEquals("", outputs.path("kind").asText());
        assertEquals(0, outputs.path("days").asInt());
        assertEquals("[]", outputs.path("tags").toString());
        assertFalse(outputs.path("ok").asBoolean());
        assertEquals("0 'kind' is none of its options", outputs.path("__is_success") + " " + outputs.path("__reason").asText());
        assertTrue(asked.getLast().tools().isEmpty() && prompt().contains("\"city\""));
        model.reply("nothing");
        JsonNode none = context.outputs(extractor, extract("prompt"));
        assertEquals("0 The model's answer contains no values", none.path("__is_success") + " " + none.path("__reason").asText());
    }

    @Test
    void aModelWithoutFunctionsIsAskedForJson() {
        features.clear();
        model.reply("{\"city\":\"Rome\"}");
        JsonNode outputs = context.outputs(extractor, extract("function_call"));
        assertEquals("Rome 1", outputs.path("city").asText() + " " + outputs.path("__is_success"));
        assertTrue(asked.getLast().tools().isEmpty() && prompt().contains("JSON Schema"), prompt());
    }

    @Test
    void filesOfOtherKindsAreShownToModelsThatTakeThem() {
        String file = """
                {'dify_model_identity':'__dify__file__','type':'%s','transfer_method':'remote_url','remote_url':'http://x/%s',
                 'filename':'%s','mime_type':'%s'}""";
        context.with("sys", "{'query':'Why?','files':[%s,%s,%s]}".formatted(
                file.formatted("document", "a.pdf", "a.pdf", "application/pdf; charset=x"),
                file.formatted("audio", "b.mp3", "b.mp3", "audio/mpeg"), file.formatted("image", "c.png", "c.png", "image/png")));
        features.add("document");
        String seeing = llm("[{'role':'user','text':'{{#sys.query#}}'}]", ",'vision':{'enabled':true}");
        model.reply("So");
        context.run(llm, seeing);
        assertEquals(List.of(new ContentPart.Text("Why?"), new ContentPart.Image("http://x/c.png#high", "high"),
                new ContentPart.Attachment(ContentPart.Medium.DOCUMENT, "a.pdf", "application/pdf", "YS5wZGY=")),
                asked.getLast().messages().getLast().parts());

        model.reply("So");
        context.run(llm, llm("[{'role':'user','text':'{{#sys.query#}}'}]", ""));
        assertEquals(List.of(new ContentPart.Text("Why?")), asked.getLast().messages().getLast().parts());
    }
}
