package dev.difynative.api.console.workflow;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** What an editor finds out about the runs of a draft. */
@QuarkusTest
class ConsoleInspectorResourceTest {
    private static final String GRAPH = """
            {"nodes":[
             {"id":"s","data":{"type":"start","title":"Start","variables":[{"variable":"name","label":"Name","type":"text-input","required":true,"max_length":9}]}},
             {"id":"t","data":{"type":"template-transform","title":"Text","template":"Hello {{ who }}!","variables":[{"variable":"who","value_selector":["s","name"]}]}},
             {"id":"u","data":{"type":"template-transform","title":"Again","template":"{{ t }}{{ t }}","variables":[{"variable":"t","value_selector":["t","output"]}]}},
             {"id":"h","data":{"type":"human-input","title":"Ask","form_content":"Is {{#s.name#}} right? {{#$output.why#}}",
               "inputs":[{"type":"paragraph","output_variable_name":"why"}],"user_actions":[{"id":"ok","title":"Ok"}],
               "delivery_methods":[{"id":"m","type":"email","enabled":true,"config":{"recipients":{"items":[]},"subject":"S","body":"B"}}]}},
             {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"out","value_selector":["u","output"]}]}}],
             "edges":[{"id":"1","source":"s","target":"t"},{"id":"2","source":"t","target":"u"},{"id":"3","source":"u","target":"e"}]}""";

    @Inject Members members;
    private Member owner;
    private String app;
    private String draft;

    @BeforeEach
    void runADraft() {
        owner = members.owner();
        app = "/console/api/apps/" + ConsoleWorkflowResourceTest.app(owner, "workflow");
        draft = app + "/workflows/draft";
        owner.request().body("{\"force\":true,\"graph\":%s}".formatted(GRAPH)).post(draft).then().statusCode(200);
    }

    private String run() {
        return EventStream.post(draft + "/run", owner.accessToken(), Map.of("inputs", Map.of("name", "Ann"))).all().getLast()
                .path("workflow_run_id").asText();
    }

    @Test
    void theVariablesOfTheLastRunAreShownChangedAndGivenBack() {
        owner.request().get(draft + "/variables").then().statusCode(200).body("items", empty()).body("total", equalTo(0));
        run();
        owner.request().get(draft + "/variables?limit=100").then().body("items.name", hasItem("output"))
                .body("items[0]", not(org.hamcrest.Matchers.hasKey("value")));
        owner.request().get(draft + "/system-variables").then().body("items.name", hasItem("user_id"))
                .body("items[0].type", equalTo("sys")).body("items[0].selector[0]", equalTo("sys"));
        String variable = owner.request().get(draft + "/nodes/t/variables").then().statusCode(200)
                .body("items[0].value", equalTo("Hello Ann!")).body("items[0].value_type", equalTo("string"))
                .body("items[0].selector", equalTo(List.of("t", "output"))).body("items[0].edited", is(false))
                .body("items[0].is_truncated", is(false)).body("items[0].full_content", nullValue()).extract()
                .path("items[0].id");

        owner.request().body("{\"value\":7}").patch(draft + "/variables/" + variable).then().statusCode(400)
                .body("details.field", equalTo("value"));
        owner.request().body("{\"value\":\"Hi \"}").patch(draft + "/variables/" + variable).then().statusCode(200)
                .body("edited", is(true)).body("value", equalTo("Hi "));
        owner.request().get(draft + "/variables/" + variable).then().body("value", equalTo("Hi "));
        trial("u", "Hi Hi ");
        owner.request().put(draft + "/variables/" + variable + "/reset").then().statusCode(200).body("edited", is(false))
                .body("value", equalTo("Hello Ann!"));
        trial("u", "Hello Ann!Hello Ann!");
        owner.request().delete(draft + "/variables/" + variable).then().statusCode(204);
        owner.request().get(draft + "/variables/" + variable).then().statusCode(404);
        owner.request().get(draft + "/nodes/t/variables").then().body("items", empty());

        run();
        owner.request().get(draft + "/nodes/t/variables").then().body("items[0].value", equalTo("Hello Ann!"));
        owner.request().delete(draft + "/nodes/t/variables").then().statusCode(204);
        owner.request().get(draft + "/nodes/t/variables").then().body("items", empty());
        owner.request().delete(draft + "/variables").then().statusCode(204);
        owner.request().get(draft + "/variables").then().body("total", equalTo(0));
    }

    @Test
    void eachEditorHasVariablesOfHisOwn() {
        run();
        String variable = owner.request().get(draft + "/nodes/t/variables").then().extract().path("items[0].id");
        Member other = members.join(owner.tenantId(), Role.EDITOR);
        other.request().get(draft + "/variables").then().statusCode(200).body("total", equalTo(0));
        other.request().get(draft + "/variables/" + variable).then().statusCode(404);
        members.owner().request().get(draft + "/variables").then().statusCode(404);
        members.join(owner.tenantId(), Role.NORMAL).request().get(draft + "/variables").then().statusCode(403);
    }

    @Test
    void aRunIsGivenOutAsAnArchive() throws IOException {
        String run = run();
        String url = owner.request().get(app + "/workflow-runs/" + run + "/export").then().statusCode(200)
                .body("status", equalTo("success")).extract().path("presigned_url");
        URI link = URI.create(url);
        byte[] archive = RestAssured.given().urlEncodingEnabled(false).get(link.getRawPath() + "?" + link.getRawQuery()).then()
                .statusCode(200).contentType("application/zip").extract().asByteArray();
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertTrue(files.get("run.json").contains("\"id\":\"" + run + "\""), files.toString());
        assertTrue(files.get("node_executions.json").contains("Hello Ann!"), files.toString());
        assertTrue(files.get("events.txt").contains("workflow_finished"), files.toString());
        assertEquals(3, files.size());
        RestAssured.get(link.getRawPath() + "?sign=forged").then().statusCode(404);
        members.owner().request().get(app + "/workflow-runs/" + run + "/export").then().statusCode(404);
    }

    @Test
    void aFormIsTriedOutWithoutTheRunBeforeIt() {
        String node = draft + "/human-input/nodes/h";
        owner.request().body(Map.of("inputs", Map.of("#s.name#", "Bob"))).post(node + "/form/preview").then().statusCode(200)
                .body("form_content", containsString("Is Bob right?")).body("actions.id", containsInAnyOrder("ok"));
        owner.request().body(Map.of("inputs", Map.of("#s.name#", "Bob"), "form_inputs", Map.of("why", "because"), "action", "ok"))
                .post(node + "/form/run").then().statusCode(200).body("status", equalTo("succeeded"))
                .body("outputs.__rendered_content", equalTo("Is Bob right? because"))
                .body("outputs.__action_id", equalTo("ok"));
        owner.request().body(Map.of("action", "no", "form_inputs", Map.of("why", "x"))).post(node + "/form/run").then()
                .statusCode(400).body("code", equalTo("invalid_form_data"));
        owner.request().body(Map.of("delivery_method_id", "m")).post(node + "/delivery-test").then().statusCode(400)
                .body("message", containsString("DIFY_MAIL_HOST"));
        owner.request().body("{}").post(draft + "/human-input/nodes/t/form/preview").then().statusCode(400);
    }

    private void trial(String node, String output) {
        owner.request().body("{\"inputs\":{}}").post(draft + "/nodes/" + node + "/run").then().statusCode(200)
                .body("outputs.output", equalTo(output));
    }
}
