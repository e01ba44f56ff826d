package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceClient.Answer;

/** What is easily missed when something takes Dify's place. Where the contract says otherwise, it is tested as it says. */
@ExtendWith(Served.Resolver.class)
class PortingChecklistIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";
    private static final String LLM = "'model':{'provider':'openai','name':'gpt-4o-mini','mode':'chat','completion_params':{}},"
            + "'context':{'enabled':false},'vision':{'enabled':false}";
    private static final String START = "{'id':'s','data':{'type':'start','title':'S','variables':[{'variable':'q','label':'q',"
            + "'type':'text-input','required':false},{'variable':'n','label':'n','type':'number','required':false}]}}";

    private Served served;

    @BeforeEach
    void serve(Served shared) { served = shared; }

    @Test
    void aPingHasNoDataAndWorkflowStreamsBeginWithOne() {
        String stream = run(served.keys().workflow(), "streaming", "hi").response().body();
        assertTrue(stream.startsWith("event: ping\n\ndata: {\"event\":\"workflow_started\""), stream.substring(0, 80));
        String chat = ask(served.keys().chat(), "streaming", "hi").response().body();
        assertTrue(chat.startsWith("data: {\"event\":\"message\""), chat.substring(0, 80));
        assertFalse(chat.contains("\nid:"), chat);
    }

    @Test
    void iterationsAndLoopsAreNoNodesThatStart() {
        List<JsonNode> events = events(run(served.keys().workflow(), "streaming", "hi"));
        List<String> started = events.stream().filter(event -> is(event, "node_started"))
                .map(event -> event.at("/data/node_type").asText()).toList();
        assertTrue(started.contains("template-transform") && !started.contains("iteration") && !started.contains("loop"),
                started.toString());
        assertTrue(names(events).containsAll(List.of("iteration_started", "iteration_next", "iteration_completed", "loop_started",
                "loop_next", "loop_completed")), names(events).toString());
        assertTrue(events.stream().filter(event -> event.at("/data/node_id").asText().equals("quoted"))
                .allMatch(event -> event.at("/data/iteration_id").asText().equals("each")));
    }

    @Test
    void pricesAreTextsAndTimesAreSeconds() {
        JsonNode answer = ask(served.keys().chat(), "blocking", "hi").json();
        JsonNode usage = answer.at("/metadata/usage");
        for (String price : List.of("prompt_unit_price", "prompt_price_unit", "prompt_price", "completion_price",
                "total_price")) {
            assertTrue(usage.get(price).isTextual(), usage.toString());
        }
        assertTrue(usage.get("latency").isFloatingPointNumber());
        assertTrue(answer.get("created_at").isInt());
        String message = answer.get("message_id").asText();
        caller(served.keys().chat()).post("/v1/messages/" + message + "/feedbacks", body("{'rating':'like','user':'u'}"))
                .expect(200);
        JsonNode feedback = caller(served.keys().chat()).get("/v1/app/feedbacks").json().at("/data/0");
        assertTrue(feedback.get("created_at").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*"), feedback.toString());
    }

    @Test
    void theInputsOfARunAreATextAndItsOutputsAnObject() {
        String run = run(served.keys().workflow(), "blocking", "hi").json().get("workflow_run_id").asText();
        JsonNode detail = caller(served.keys().workflow()).get("/v1/workflows/run/" + run).json();
        assertEquals("hi", parsed(detail.get("inputs").textValue()).get("text").asText());
        assertTrue(detail.get("outputs").isObject());
    }

    @Test
    void aFailedWorkflowIsAnAnswerAndAFailedChatAnError() {
        JsonNode run = run(served.keys().workflow(), "blocking", Served.REFUSED).expect(200).json();
        assertEquals("failed", run.at("/data/status").asText());
        assertTrue(run.at("/data/error").asText().contains("That is not answered here."), run.toString());
        JsonNode chat = ask(served.keys().chat(), "blocking", Served.REFUSED).expect(400).json();
        assertEquals("completion_request_error", chat.get("code").asText());
        List<JsonNode> stream = events(ask(served.keys().chat(), "streaming", Served.REFUSED).expect(200));
        assertEquals(List.of("error"), names(stream));
        assertEquals(400, stream.getLast().get("status").asInt());
    }

    @Test
    void whatIsDeletedAnswersWithNothing() {
        String conversation = ask(served.keys().chat(), "blocking", "hi").json().get("conversation_id").asText();
        Answer gone = caller(served.keys().chat()).delete("/v1/conversations/" + conversation, body("{'user':'u'}")).expect(204);
        assertEquals("", gone.response().body());
        String dataset = dataset("economy");
        assertEquals("", caller(served.keys().datasets()).delete("/v1/datasets/" + dataset).expect(204).response().body());
    }

    @Test
    void anAgentOnlyStreams() {
        assertEquals("invalid_param", ask(served.keys().agent(), "blocking", "hi").expect(400).json().get("code").asText());
        List<JsonNode> events = events(ask(served.keys().agent(), "streaming", Served.COMPUTE).expect(200));
        assertEquals(List.of("agent_thought", "agent_message", "agent_thought", "agent_message", "agent_thought", "message_end"),
                names(events));
        JsonNode done = events.stream().filter(event -> event.path("observation").asText().contains("42")).findFirst()
                .orElseThrow();
        assertTrue(done.get("tool_input").isTextual() && done.get("observation").isTextual(), done.toString());
    }

    @Test
    void anEmptyConversationIsANewOne() {
        JsonNode first = caller(served.keys().chat()).post("/v1/chat-messages",
                body("{'query':'hi','user':'u','inputs':{},'conversation_id':''}")).expect(200).json();
        assertNotEquals("", first.get("conversation_id").asText());
    }

    @Test
    void aChatflowThatFailsSaysSoLast() {
        List<JsonNode> events = events(ask(served.keys().chatflow(), "streaming", Served.REFUSED).expect(200));
        assertEquals(List.of("workflow_finished", "error"), names(events.subList(events.size() - 2, events.size())));
        assertEquals("failed", events.get(events.size() - 2).at("/data/status").asText());
        assertFalse(names(events).contains("message_end"));
        assertTrue(events.getLast().get("message").asText().contains("That is not answered here."), events.getLast().toString());
    }

    @Test
    void anAnswerIsToldInTheOrderOfItsTemplate() {
        // Those that other tests have stopped.
        served.models().goOn();
        served.models().replyTo("say it slowly", ModelReply.saying("slow ", "words").hangingAfter(0));
        served.models().replyTo("say it at once", ModelReply.saying("fast ", "words"));
        String key = served.published("Two models", "advanced-chat", draft("""
                {'id':'slow','data':{'type':'llm','title':'A',%1$s,'prompt_template':[{'role':'user','text':'say it slowly'}]}},
                {'id':'fast','data':{'type':'llm','title':'B',%1$s,'prompt_template':[{'role':'user','text':'say it at once'}]}},
                {'id':'a','data':{'type':'answer','title':'C','answer':'<{{#slow.text#}}|{{#fast.text#}}>'}}""".formatted(LLM),
                "s>slow", "s>fast", "slow>a", "fast>a"));
        ServiceClient.Events heard = caller(key).stream("/v1/chat-messages",
                body("{'query':'hi','user':'u','inputs':{},'response_mode':'streaming'}"));
        heard.await("the end of the fast one",
                event -> is(event, "node_finished") && event.at("/data/node_id").asText().equals("fast"));
        Eventually.isTrue("the slow model has fallen silent", () -> served.models().silent() == 1);
        served.models().goOn();
        Eventually.isTrue("the stream has ended", heard::hasEnded);
        List<JsonNode> events = heard.received();
        String told = String.join("", events.stream().filter(event -> is(event, "message"))
                .map(event -> event.get("answer").asText()).toList());
        assertEquals("<slow words|fast words>", told);
        List<String> finished = events.stream().filter(event -> is(event, "node_finished"))
                .map(event -> event.at("/data/node_id").asText()).toList();
        assertTrue(finished.indexOf("fast") < finished.indexOf("slow"), finished.toString());
    }

    @Test
    void stoppingAlwaysSucceeds() {
        for (String task : List.of(NOWHERE, "no-task")) {
            caller(served.keys().chat()).post("/v1/chat-messages/" + task + "/stop", body("{'user':'u'}")).expect(200);
            caller(served.keys().completion()).post("/v1/completion-messages/" + task + "/stop", body("{'user':'u'}"))
                    .expect(200);
            caller(served.keys().workflow()).post("/v1/workflows/tasks/" + task + "/stop", body("{'user':'u'}")).expect(200);
        }
    }

    @Test
    void aDocumentIsAskedAfterByItsBatchAndShowsTwoStates() {
        ServiceClient datasets = caller(served.keys().datasets());
        String dataset = "/v1/datasets/" + dataset("economy");
        JsonNode added = text(dataset, "Tea is hot.", "{'mode':'automatic'}");
        String document = added.at("/document/id").asText();
        datasets.get(dataset + "/documents/" + document + "/indexing-status").expect(404);
        assertEquals("queuing", added.at("/document/display_status").asText());
        datasets.patch(dataset + "/documents/status/disable", body("{'document_ids':['%s']}".formatted(document))).expect(200);
        JsonNode shown = datasets.get(dataset + "/documents/" + document).json();
        assertEquals("completed", shown.get("indexing_status").asText());
        assertEquals("disabled", shown.get("display_status").asText());
    }

    @Test
    void sizesOfSegmentsCountTokens() {
        String dataset = "/v1/datasets/" + dataset("economy");
        JsonNode added = text(dataset, "hedgehog ".repeat(120).strip(), """
                {'mode':'custom','rules':{'pre_processing_rules':[],'segmentation':{'separator':'\\n','max_tokens':50}}}""");
        JsonNode segments = caller(served.keys().datasets())
                .get(dataset + "/documents/" + added.at("/document/id").asText() + "/segments").json().get("data");
        assertTrue(segments.size() > 1, segments.toString());
        for (JsonNode segment : segments) {
            assertTrue(segment.get("tokens").asInt() <= 50 && segment.get("content").asText().length() > 50, segment.toString());
        }
    }

    @Test
    void whatKeywordsFindNeedHaveNoScore() {
        String dataset = "/v1/datasets/" + dataset("economy");
        text(dataset, "Hedgehogs sleep in winter.", "{'mode':'automatic'}");
        JsonNode found = caller(served.keys().datasets()).post(dataset + "/retrieve", body("{'query':'hedgehogs winter'}"))
                .json();
        JsonNode score = found.at("/records/0/score");
        assertTrue(found.get("records").size() == 1 && (score.isNull() || score.asDouble() >= 0 && score.asDouble() <= 1),
                found.toString());
    }

    @Test
    void aVariableAssignerAggregatesAndAnAssignerAssigns() {
        String aggregating = served.published("Aggregating", "workflow", draft("""
                {'id':'v','data':{'type':'variable-assigner','title':'V','output_type':'string','variables':[['s','n'],['s','q']]}},
                {'id':'e','data':{'type':'end','title':'E','outputs':[{'variable':'out','value_selector':['v','output']}]}}""",
                "s>v", "v>e"));
        assertEquals("tea", caller(aggregating).post("/v1/workflows/run", body("{'inputs':{'q':'tea'},'user':'u'}")).expect(200)
                .json().at("/data/outputs/out").asText());
        String assigning = served.published("Assigning", "advanced-chat", draft("""
                {'id':'v','data':{'type':'assigner','version':'2','title':'V','items':[{'variable_selector':['conversation','topic'],
                  'input_type':'variable','operation':'over-write','value':['sys','query']}]}},
                {'id':'a','data':{'type':'answer','title':'A','answer':'{{#conversation.topic#}}'}}""", "s>v", "v>a")
                .replace("\"features\"", "\"conversation_variables\":[{\"id\":\"9b8f7c60-2d3a-4a11-9b60-0a2f3c4d5e70\","
                        + "\"name\":\"topic\",\"value\":\"tea\",\"value_type\":\"string\"}],\"features\""));
        assertEquals("coffee", ask(assigning, "blocking", "coffee").expect(200).json().get("answer").asText());
    }

    @Test
    void conditionsAreWrittenInUnicode() {
        String key = served.published("Comparing", "workflow", draft("""
                {'id':'i','data':{'type':'if-else','title':'I','cases':[
                  {'case_id':'few','logical_operator':'and','conditions':[
                    {'variable_selector':['s','n'],'comparison_operator':'≤','value':'3','varType':'number'},
                    {'variable_selector':['s','n'],'comparison_operator':'≠','value':'2','varType':'number'}]},
                  {'case_id':'many','logical_operator':'and','conditions':[
                    {'variable_selector':['s','n'],'comparison_operator':'≥','value':'10','varType':'number'}]}]}},
                {'id':'f','data':{'type':'end','title':'F','outputs':[{'variable':'few','value_selector':['s','n']}]}},
                {'id':'m','data':{'type':'end','title':'M','outputs':[{'variable':'many','value_selector':['s','n']}]}},
                {'id':'o','data':{'type':'end','title':'O','outputs':[{'variable':'other','value_selector':['s','n']}]}}""",
                "s>i", "i:few>f", "i:many>m", "i:false>o"));
        List<String> ways = new ArrayList<>();
        for (int number : new int[]{3, 2, 10, 7}) {
            ways.add(caller(key).post("/v1/workflows/run", body("{'inputs':{'n':%d},'user':'u'}".formatted(number))).expect(200)
                    .json().at("/data/outputs").fieldNames().next());
        }
        assertEquals(List.of("few", "other", "many", "other"), ways);
    }

    @Test
    void thePasswordOfTheConsoleMayBeEncodedAndNeedsNoCookies() {
        String encoded = Base64.getEncoder().encodeToString("correct horse 7 battery".getBytes(StandardCharsets.UTF_8));
        for (String password : List.of(encoded, "correct horse 7 battery")) {
            String token = new ServiceClient(served.service().url()).post("/console/api/login",
                    body("{'email':'owner@example.com','password':'%s'}".formatted(password))).expect(200).json()
                    .at("/data/access_token").asText();
            new ServiceClient(served.service().url()).as(token).post("/console/api/tags",
                    body("{'name':'t%d','type':'app'}".formatted(System.nanoTime()))).expect(200);
        }
    }

    @Test
    void listsOfTheConsoleAreCalledAsOnTheWire() {
        JsonNode page = served.console().get("/console/api/apps?limit=1").json();
        for (String field : List.of("data", "limit", "has_more", "page", "total")) {
            assertTrue(page.has(field), page.toString());
        }
        JsonNode app = page.at("/data/0");
        assertTrue(app.has("mode") && app.has("description") && app.has("model_config"), app.toString());
    }

    @Test
    void marksAreShortAndTheHashIsOfTheGraph() {
        String app = app("Marked", "workflow");
        String graph = draft(
                "{'id':'e','data':{'type':'end','title':'E','outputs':[{'variable':'o','value_selector':['s','q']}]}}", "s>e");
        String first = save(app, graph).get("hash").asText();
        String renamed = graph.replace("\"features\":{}", "\"features\":{\"opening_statement\":\"Hi\"}");
        assertEquals(first, save(app, renamed).get("hash").asText());
        assertNotEquals(first, save(app, graph.replace("\"title\":\"E\"", "\"title\":\"End\"")).get("hash").asText());
        for (String tooLong : List.of("'marked_name':'" + "n".repeat(21) + "'", "'marked_comment':'" + "c".repeat(101) + "'")) {
            served.console().post(app + "/workflows/publish", body("{" + tooLong + "}")).expect(400);
        }
        served.console().post(app + "/workflows/publish", body("{'marked_name':'%s'}".formatted("n".repeat(20)))).expect(200);
    }

    @Test
    void aSecretThatIsSentBackMaskedIsKept() {
        String app = app("With a secret", "workflow");
        String graph = draft(
                "{'id':'e','data':{'type':'end','title':'E','outputs':[{'variable':'o','value_selector':['s','q']}]}}", "s>e");
        String secret = "\"environment_variables\":[{\"id\":\"9b8f7c60-2d3a-4a11-9b60-0a2f3c4d5e71\",\"name\":\"token\","
                + "\"value\":\"%s\",\"value_type\":\"secret\"}],\"features\"";
        save(app, graph.replace("\"features\"", secret.formatted("the-real-one")));
        String shown = served.console().get(app + "/workflows/draft").json().at("/environment_variables/0/value").asText();
        assertEquals("*".repeat(20), shown);
        save(app, graph.replace("\"features\"", secret.formatted(shown)));
        assertTrue(
                served.console().get(app + "/export?include_secret=true").json().get("data").asText().contains("the-real-one"));
        assertFalse(served.console().get(app + "/export").json().get("data").asText().contains("the-real-one"));
    }

    @Test
    void howOftenATagIsBoundIsAText() {
        served.console().post("/console/api/tags", body("{'name':'bound %d','type':'knowledge'}".formatted(System.nanoTime())))
                .expect(200);
        assertTrue(served.console().get("/console/api/tags?type=knowledge").json().at("/0/binding_count").isTextual());
        assertTrue(caller(served.keys().datasets()).get("/v1/datasets/tags").json().at("/0/binding_count").isTextual());
    }

    @Test
    void filesOfAppsMayQuoteNumbersAndKeepWhatNobodyKnows() {
        String yaml = """
                app: {name: From a file, mode: workflow, icon: "X", future_setting: kept}
                kind: app
                version: "0.6.0"
                workflow:
                  features: {future_feature: {enabled: true}}
                  graph:
                    viewport: {x: "1", y: 2, zoom: "0.5"}
                    nodes:
                    - {id: s, position: {x: "80", y: "282"}, width: "244", selected: false,
                       data: {type: start, title: S, future_key: [1, two], variables: [{variable: q, label: q, type: paragraph, max_length: "48"}]}}
                    - {id: e, data: {type: end, title: E, outputs: [{variable: o, value_selector: [s, q]}]}}
                    edges:
                    - {id: "1", source: s, target: e, zIndex: "0", data: {isInIteration: false}}
                """;
        JsonNode made = served.console().post("/console/api/apps/imports", JSON.createObjectNode().put("mode", "yaml-content")
                .put("yaml_content", yaml).toString()).expect(200).json();
        String app = "/console/api/apps/" + made.get("app_id").asText();
        String again = served.console().get(app + "/export").json().get("data").asText();
        for (String kept : List.of("future_key", "future_feature", "viewport", "isInIteration", "zIndex")) {
            assertTrue(again.contains(kept), kept + " is missing in " + again);
        }
        served.console().post(app + "/workflows/publish", "{}").expect(200);
        String key = served.console().post(app + "/api-keys", "{}").expect(201).json().get("token").asText();
        assertEquals("tea", caller(key).post("/v1/workflows/run", body("{'inputs':{'q':'tea'},'user':'u'}")).expect(200).json()
                .at("/data/outputs/o").asText());
    }

    @Test
    void aWorkflowHasNoQuestionAndAChatflowHas() {
        JsonNode workflow = events(run(served.keys().workflow(), "streaming", "hi")).get(0).at("/data/inputs");
        assertFalse(workflow.has("sys.query"), workflow.toString());
        assertTrue(workflow.has("sys.files") && workflow.get("sys.user_id").asText().equals("u"), workflow.toString());
        JsonNode chatflow = events(ask(served.keys().chatflow(), "streaming", "hi")).get(0).at("/data/inputs");
        assertEquals("hi", chatflow.get("sys.query").asText());
        assertFalse(chatflow.has("sys.conversation_id"), chatflow.toString());
    }

    @Test
    void aFaultInTheRequestIsNoStream() {
        Answer refused = caller(served.keys().workflow()).post("/v1/workflows/run",
                body("{'inputs':{},'user':'u','response_mode':'streaming'}")).expect(400);
        assertEquals("invalid_param", refused.json().get("code").asText());
        assertTrue(refused.header("content-type").startsWith("application/json"));
        caller(served.keys().chatflow()).post("/v1/chat-messages",
                body("{'query':'q','user':'u','response_mode':'streaming','conversation_id':'%s'}".formatted(NOWHERE)))
                .expect(404);
    }

    @Test
    void whatAnHttpNodeIsRefusedWithIsAResultLikeAnyOther() {
        String key = served.published("Calling", "workflow",
                draft("""
                {'id':'h','data':{'type':'http-request','title':'H','method':'get','url':'%s/nowhere','authorization':{'type':'no-auth'},
                  'headers':'','params':'','body':{'type':'none','data':[]},'retry_config':{'retry_enabled':false}}},
                {'id':'e','data':{'type':'end','title':'E','outputs':[{'variable':'status','value_selector':['h','status_code']}]}}"""
                        .formatted(served.models().url()), "s>h", "h>e"));
        JsonNode run = caller(key).post("/v1/workflows/run", body("{'inputs':{},'user':'u'}")).expect(200).json();
        assertEquals("succeeded", run.at("/data/status").asText(), run.toString());
        assertEquals(404, run.at("/data/outputs/status").asInt());
    }

    private ServiceClient caller(String key) { return new ServiceClient(served.service().url()).as(key); }

    private Answer ask(String key, String mode, String query) {
        return caller(key).post("/v1/chat-messages",
                body("{'query':'%s','user':'u','inputs':{},'response_mode':'%s'}".formatted(query, mode)));
    }

    private Answer run(String key, String mode, String text) {
        return caller(key).post("/v1/workflows/run",
                body("{'inputs':{'text':'%s'},'user':'u','response_mode':'%s'}".formatted(text, mode)));
    }

    private String dataset(String technique) {
        return caller(served.keys().datasets()).post("/v1/datasets", body("{'name':'Points %d','indexing_technique':'%s'}"
                .formatted(System.nanoTime(), technique))).expect(200).json().get("id").asText();
    }

    /** Adds a text and waits until it is indexed; what adding it answered. */
    private JsonNode text(String dataset, String text, String rule) {
        ServiceClient datasets = caller(served.keys().datasets());
        JsonNode added = datasets.post(dataset + "/document/create-by-text", body("""
                {'name':'A text','text':'%s','indexing_technique':'economy','process_rule':%s}""".formatted(text, rule)))
                .expect(200)
                .json();
        Eventually.isTrue("the text is indexed", () -> datasets
                .get(dataset + "/documents/" + added.get("batch").asText() + "/indexing-status").expect(200).json()
                .at("/data/0/indexing_status").asText().equals("completed"));
        return added;
    }

    private String app(String name, String mode) {
        return "/console/api/apps/" + served.console().post("/console/api/apps",
                body("{'name':'%s','mode':'%s'}".formatted(name, mode))).expect(201).json().get("id").asText();
    }

    private JsonNode save(String app, String draft) {
        return served.console().post(app + "/workflows/draft", draft).expect(200).json();
    }

    /** A draft from nodes after the start node, with links {@code source>target} or {@code source:handle>target}. */
    private static String draft(String nodes, String... links) {
        List<String> edges = new ArrayList<>();
        for (String link : links) {
            String[] ends = link.split(">");
            String[] from = ends[0].split(":");
            edges.add("{'id':'%s','source':'%s','target':'%s'%s}".formatted(link, from[0], ends[1],
                    from.length > 1 ? ",'sourceHandle':'" + from[1] + "'" : ""));
        }
        return body("{'graph':{'nodes':[" + START + "," + nodes + "],'edges':[" + String.join(",", edges) + "]},'features':{}}");
    }

    private static String body(String json) { return json.replace('\'', '"'); }

    private static boolean is(JsonNode event, String name) { return event.get("event").asText().equals(name); }

    private static List<JsonNode> events(Answer stream) {
        return stream.response().body().lines().filter(line -> line.startsWith("data: "))
                .map(line -> parsed(line.substring("data: ".length()))).toList();
    }

    /** Each run of the same one once. */
    private static List<String> names(List<JsonNode> events) {
        List<String> names = new ArrayList<>();
        for (JsonNode event : events) {
            if (names.isEmpty() || !names.getLast().equals(event.get("event").asText())) {
                names.add(event.get("event").asText());
            }
        }
        return names;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(json, broken);
        }
    }
}
