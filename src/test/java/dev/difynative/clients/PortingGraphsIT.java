package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ServiceClient;

/** What is easily missed in graphs when something takes Dify's place: how they are drafted, kept and run. */
class PortingGraphsIT extends PortingCalls {
    private static final String LLM = "'model':{'provider':'openai','name':'gpt-4o-mini','mode':'chat','completion_params':{}},"
            + "'context':{'enabled':false},'vision':{'enabled':false}";
    private static final String START = "{'id':'s','data':{'type':'start','title':'S','variables':[{'variable':'q','label':'q',"
            + "'type':'text-input','required':false},{'variable':'n','label':'n','type':'number','required':false}]}}";

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
}
