package dev.difynative.api.console.apps;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;

import dev.difynative.testsupport.DslSamples;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ConsoleAppImportResourceTest {
    private static final String APPS = "/console/api/apps";
    private static final String FILE = """
            app: {mode: workflow, name: Echo, icon_background: null, of_tomorrow: 1}
            of_tomorrow: {a: [1.0]}
            kind: app
            version: 0.6.0
            workflow:
              later: [x]
              environment_variables:
              - {id: '1', name: key, value_type: secret, value: sk-4711}
              - {id: '2', name: url, value_type: string, value: http://x}
              conversation_variables: []
              features: {opening_statement: Hi}
              graph:
                edges: [{id: a, source: s, target: e}]
                nodes:
                - {id: s, data: {type: start, title: S, variables: []}}
                - {id: e, data: {type: end, title: E, outputs: [{variable: o, value_selector: [env, url]}]}}
                viewport: {x: 1.0, y: 0, zoom: 1}
            """;

    @Inject Members members;
    private Member owner;

    @BeforeEach
    void signIn() { owner = members.owner(); }

    @Test
    void anImportIsADraftAndAnExportGivesItBack() {
        String id = completed(imported(FILE), "completed");
        owner.request().get(APPS + "/" + id + "/workflows/draft").then().statusCode(200)
                .body("graph.nodes[1].id", equalTo("e")).body("environment_variables[0].value", equalTo("*".repeat(20)));
        assertEquals(yaml(FILE), yaml(export(id, "?include_secret=true")));
        String blank = export(id, "");
        assertFalse(blank.contains("sk-4711"), blank);
        assertEquals(yaml(FILE.replace("sk-4711", "''")), yaml(blank));
        owner.request().get(APPS + "/" + id + "/workflows/publish").then().statusCode(200);
    }

    @Test
    void anExportShowsWhatWasChangedSince() {
        String id = completed(imported(FILE), "completed");
        String draft = """
                {"graph":{"nodes":[{"id":"s","data":{"type":"start","title":"Changed"}},{"id":"e","data":{"type":"end","outputs":[]}}],
                 "edges":[]},"features":{"opening_statement":"Ho"},
                 "environment_variables":[{"id":"1","name":"key","value_type":"secret","value":"%s"}]}"""
                .formatted("*".repeat(20));
        owner.request().body(draft).post(APPS + "/" + id + "/workflows/draft").then().statusCode(200);
        owner.request().body(Map.of("description", "New", "icon_background", "#000000")).put(APPS + "/" + id).then()
                .statusCode(200);
        String file = export(id, "?include_secret=true");
        Map<?, ?> read = (Map<?, ?>) yaml(file);
        Map<?, ?> workflow = (Map<?, ?>) read.get("workflow");
        assertTrue(workflow.get("graph").toString().contains("Changed"), file);
        assertEquals(Map.of("opening_statement", "Ho"), workflow.get("features"));
        assertTrue(workflow.get("environment_variables").toString().contains("sk-4711"), file);
        assertEquals("New", ((Map<?, ?>) read.get("app")).get("description"));
        assertEquals("#000000", ((Map<?, ?>) read.get("app")).get("icon_background"));
        assertEquals(1, ((Map<?, ?>) read.get("app")).get("of_tomorrow"));
    }

    @Test
    void whatOpensSomethingHereIsNotGivenAway() {
        String open = FILE.replace("nodes:\n", """
                nodes:
                    - {id: h, data: {type: trigger-webhook, title: H, webhook_url: http://here/1, webhook_id: w}}
                    - {id: t, data: {type: tool, title: T, provider_id: time, tool_name: now, credential_id: c-1}}
                    - {id: a, data: {type: agent, title: A, agent_parameters: {tools: {type: constant, value: [{tool_name: x, credential_id: c-2}]}}}}
                """);
        String id = completed(imported(open), "completed-with-warnings");
        assertEquals(yaml(open), yaml(export(id, "?include_secret=true")));
        assertEquals(yaml(open.replace("sk-4711", "''").replace("http://here/1", "''").replace(", credential_id: c-1", "")
                .replace(", credential_id: c-2", "")), yaml(export(id, "")));
        String copy = owner.request().post(APPS + "/" + id + "/copy").then().statusCode(201).extract().path("id");
        String copied = export(copy, "?include_secret=true");
        assertTrue(copied.contains("c-1") && copied.contains("c-2") && !copied.contains("http://here/1"), copied);
    }

    @Test
    void aFormFieldOfAnUnknownTypeIsTakenWithAWord() {
        String chat = """
                app: {mode: chat, name: Calendar}
                kind: app
                version: 0.6.0
                model_config: {pre_prompt: Hi, user_input_form: [{datetime: {variable: when, label: When}}]}
                """;
        imported(chat).body("status", equalTo("completed-with-warnings"))
                .body("warnings[0].field", equalTo("model_config.user_input_form[0].datetime"));
    }

    @Test
    void aNameInUseIsNumberedAndLongOnesAreKept() {
        String name = "名".repeat(255);
        String long255 = FILE.replace("name: Echo", "name: " + name + ", description: " + "d".repeat(2000));
        owner.request().get(APPS + "/" + completed(imported(long255), "completed")).then().body("name", equalTo(name))
                .body("description", equalTo("d".repeat(2000)));
        completed(imported(FILE), "completed");
        owner.request().get(APPS + "/" + completed(imported(FILE), "completed")).then().body("name", equalTo("Echo (2)"));
        owner.request().get(APPS + "/" + completed(imported(FILE), "completed")).then().body("name", equalTo("Echo (3)"));
        imported(FILE.replace("name: Echo", "name: " + name + "名")).statusCode(200)
                .body("status", equalTo("completed-with-warnings")).body("warnings[0].field", equalTo("app.name"));
    }

    @Test
    void anotherVersionIsImportedWithAWordOrOnceConfirmed() {
        imported(FILE.replace("0.6.0", "0.3.0")).statusCode(200).body("status", equalTo("completed-with-warnings"))
                .body("imported_dsl_version", equalTo("0.3.0")).body("current_dsl_version", equalTo("0.6.0"))
                .body("warnings", empty());
        String foreign = FILE.replace("0.6.0", "1.2.0").replace("name: Echo", "name: Foreign");
        String pending = imported(foreign).statusCode(202).body("status", equalTo("pending"))
                .body("app_id", nullValue()).extract().path("id");
        members.owner().request().post(APPS + "/imports/" + pending + "/confirm").then().statusCode(404);
        String id = owner.request().post(APPS + "/imports/" + pending + "/confirm").then().statusCode(200)
                .body("id", equalTo(pending)).body("app_mode", equalTo("workflow")).extract().path("app_id");
        assertEquals(yaml(foreign), yaml(export(id, "?include_secret=true")));
        owner.request().post(APPS + "/imports/" + pending + "/confirm").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version: 0.1.0", "version: 0.1.5", "version: 0.5.0", "version: '0.6.0'"})
    void eachVersionSoFarIsImportedAtOnce(String version) {
        String file = FILE.replace("version: 0.6.0", version);
        String id = completed(imported(file),
                version.contains("0.6.0") ? "completed" : "completed-with-warnings");
        assertEquals(yaml(file), yaml(export(id, "?include_secret=true")));
    }

    @Test
    void aFileIsFetchedFromItsAddress() {
        try (ModelServer files = ModelServer.start().reply("/echo.yml", ModelReply.of(200, "text/plain", FILE))) {
            String address = files.url().replace("127.0.0.1", "localhost");
            String id = completed(imported(Map.of("mode", "yaml-url", "yaml_url", address + "/echo.yml")), "completed");
            assertEquals(yaml(FILE), yaml(export(id, "?include_secret=true")));
            imported(Map.of("mode", "yaml-url", "yaml_url", files.url() + "/echo.yml")).statusCode(400)
                    .body("details.field", equalTo("yaml_url"));
        }
    }

    @Test
    void whatWillNotWorkIsSaidNodeByNodeAndImportedAllTheSame() {
        String odd = FILE
                .replace("type: end, title: E, outputs: [", "type: teleport, plugin_unique_identifier: 'o/p:1@h', outputs: [")
                .replace("kind: app",
                        "kind: app\ndependencies: [{type: marketplace, value: {marketplace_plugin_unique_identifier: 'x/y:1@z'}},"
                                + " {type: marketplace, value: {marketplace_plugin_unique_identifier: 'langgenius/openai:0.0.1@z'}}]");
        ValidatableResponse result = imported(odd).body("warnings.type", hasItem("unknown_type"))
                .body("warnings.find { it.type == 'unknown_type' }.node_id", equalTo("e"))
                .body("warnings.find { it.type == 'plugin_missing' }.message", equalTo("The plugin 'o/p:1@h' is not installed"));
        String id = completed(result, "completed-with-warnings");
        assertEquals(yaml(odd), yaml(export(id, "?include_secret=true")));
        owner.request().get(APPS + "/imports/" + id + "/check-dependencies").then().statusCode(200)
                .body("leaked_dependencies.size()", equalTo(1)).body("leaked_dependencies[0].type", equalTo("marketplace"));
    }

    @Test
    void aFileCanReplaceAnAppOfItsMode() {
        String id = completed(imported(FILE), "completed");
        String other = FILE.replace("name: Echo", "name: Other").replace("title: E,", "title: New end,");
        assertEquals(id, imported(Map.of("mode", "yaml-content", "yaml_content", other, "app_id", id)).statusCode(200).extract()
                .path("app_id"));
        owner.request().get(APPS + "/" + id).then().body("name", equalTo("Other"));
        assertEquals(yaml(other), yaml(export(id, "?include_secret=true")));
        imported(Map.of("mode", "yaml-content", "yaml_content", FILE.replace("mode: workflow", "mode: advanced-chat"), "app_id",
                id))
                .statusCode(400).body("details.field", equalTo("app_id"));
    }

    @Test
    void whatCannotBeImportedIsRefusedByField() {
        imported("a: [").statusCode(400).body("code", equalTo("invalid_param")).body("details.field", equalTo("yaml_content"));
        imported(Map.of("mode", "yaml-content")).statusCode(400).body("details.field", equalTo("yaml_content"));
        imported(Map.of("mode", "yaml-file")).statusCode(400).body("details.field", equalTo("mode"));
        imported(Map.of("mode", "yaml-url", "yaml_url", "http://127.0.0.1:1/x.yml")).statusCode(400)
                .body("details.field", equalTo("yaml_url"));
    }

    @Test
    void aCopyHasTheDraftItsSecretsAndTheUnknownKeys() {
        String id = completed(imported(FILE), "completed");
        String copy = owner.request().post(APPS + "/" + id + "/copy").then().statusCode(201).body("name", equalTo("Echo copy"))
                .extract().path("id");
        assertEquals(yaml(FILE.replace("name: Echo", "name: Echo copy")), yaml(export(copy, "?include_secret=true")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "agent-chat", "completion"})
    void anAppMadeByHandIsExportedAsDifyWritesIt(String mode) {
        String id = owner.request().body(Map.of("name", "Chat", "mode", mode)).post(APPS).then().extract().path("id");
        Map<?, ?> file = (Map<?, ?>) yaml(export(id, ""));
        assertEquals(Set.of("app", "dependencies", "kind", "model_config", "version"), new HashSet<>(file.keySet()));
        assertEquals("0.6.0", file.get("version"));
        String again = completed(imported(export(id, "")), "completed");
        owner.request().get(APPS + "/" + again).then().body("name", equalTo("Chat (2)")).body("mode", equalTo(mode));
    }

    @Test
    void eachSampleIsImportedAndExportedAsItWas() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
        int imports = 0;
        for (Path file : DslSamples.files()) {
            owner = members.owner();
            imports++;
            String text = DslSamples.read(file);
            ValidatableResponse answer = imported(text);
            assertEquals(200, answer.extract().statusCode(), file + ": " + answer.extract().asString());
            String id = answer.extract().path("app_id");
            Map<?, ?> wanted = (Map<?, ?>) yaml(text);
            assertEquals(wanted, yaml(export(id, "?include_secret=true")), file.toString());
            if (wanted.containsKey("workflow")) {
                JsonNode draft = json
                        .readTree(owner.request().get(APPS + "/" + id + "/workflows/draft").then().extract().asString());
                assertEquals(json.valueToTree(((Map<?, ?>) wanted.get("workflow")).get("graph")).toString(),
                        draft.path("graph").toString(), file.toString());
                ValidatableResponse published = owner.request().post(APPS + "/" + id + "/workflows/publish").then();
                assertEquals(200, published.extract().statusCode(), file + ": " + published.extract().asString());
            }
        }
        assertTrue(imports > 0);
    }

    private ValidatableResponse imported(String yaml) { return imported(Map.of("mode", "yaml-content", "yaml_content", yaml)); }

    private ValidatableResponse imported(Map<String, Object> body) {
        return owner.request().body(new HashMap<>(body)).post(APPS + "/imports").then();
    }

    private static String completed(ValidatableResponse answer, String status) {
        return answer.statusCode(200).body("status", equalTo(status)).extract().path("app_id");
    }

    private String export(String id, String query) {
        return owner.request().get(APPS + "/" + id + "/export" + query).then().statusCode(200).extract().path("data");
    }

    /** Read by another reader than the service's own. */
    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
