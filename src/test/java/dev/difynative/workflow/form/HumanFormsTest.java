package dev.difynative.workflow.form;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Forms that runs wait for, over HTTP. */
@QuarkusTest
class HumanFormsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GRAPH = """
            {"nodes":[{"id":"s","data":{"type":"start","title":"Start","variables":[{"variable":"who","label":"who","type":"text-input","required":false,"max_length":50}]}},
             {"id":"h","data":{"type":"human-input","title":"Ask","form_content":"Dear {{#s.who#}}: {{#$output.note#}} {{#$output.size#}}",
               "inputs":[{"type":"paragraph","output_variable_name":"note"},
                 {"type":"select","output_variable_name":"size","option_source":{"type":"constant","value":["S","L"]},"default":{"type":"constant","value":"L"}}],
               "user_actions":[{"id":"yes","title":"Yes!","button_style":"primary"},{"id":"no","title":"No"}],
               "delivery_methods":[{"type":"webapp","enabled":true},
                 {"type":"email","enabled":true,"config":{"recipients":{"whole_workspace":true,"items":[{"type":"external","email":"x@example.com"}]},
                   "subject":"For {{#s.who#}}","body":"Look: {{#url#}}"}}],
               "timeout":1,"timeout_unit":"hour"}},
             {"id":"y","data":{"type":"end","title":"Yes","outputs":[{"variable":"note","value_selector":["h","note"]},
               {"variable":"size","value_selector":["h","size"]},{"variable":"text","value_selector":["h","__rendered_content"]}]}},
             {"id":"t","data":{"type":"end","title":"Late","outputs":[{"variable":"late","value_selector":["h","__action_id"]}]}}],
             "edges":[{"id":"1","source":"s","target":"h"},{"id":"2","source":"h","sourceHandle":"yes","target":"y"},
               {"id":"3","source":"h","sourceHandle":"__timeout","target":"t"}]}""";

    @Inject Members members;
    @Inject HumanForms forms;
    private Member owner;
    private String app;
    private String key;

    @BeforeEach
    void publish() {
        owner = members.owner();
        String id = owner.request().body(Map.of("name", "Asking " + System.nanoTime(), "mode", "workflow"))
                .post("/console/api/apps").then().statusCode(201).extract().path("id");
        app = "/console/api/apps/" + id;
        key = owner.request().post(app + "/api-keys").then().statusCode(201).extract().path("token");
        owner.request().body("{\"force\":true,\"graph\":%s}".formatted(GRAPH)).post(app + "/workflows/draft").then()
                .statusCode(200);
        owner.request().post(app + "/workflows/publish").then().statusCode(200);
    }

    @Test
    void aReaderFillsInTheFormAndTheRunGoesOn() {
        List<JsonNode> events = EventStream.post("/v1/workflows/run", key,
                Map.of("inputs", Map.of("who", "Ann"), "user", "u", "response_mode", "streaming")).all();
        assertEquals(List.of("human_input_required", "workflow_paused"),
                EventStream.names(events.subList(events.size() - 2, events.size())));
        JsonNode form = events.get(events.size() - 2).path("data");
        String token = form.path("form_token").asText();
        assertTrue(form.path("delivery_methods").isMissingNode(), form.toString());
        JsonNode reason = events.getLast().path("data").path("reasons").path(0);
        assertEquals("human_input_required", reason.path("TYPE").asText());
        String run = events.getLast().path("workflow_run_id").asText();

        call().get("/v1/form/human_input/" + token).then().statusCode(200)
                .body("form_content", containsString("Dear Ann"))
                .body("user_actions.id", contains("yes", "no"))
                .body("resolved_default_values.size", equalTo("L")).body("expiration_time", notNullValue());
        call().get("/v1/form/human_input/nothing").then().statusCode(404).body("code", equalTo("not_found"));
        fill(token, "maybe", Map.of("note", "x")).statusCode(400).body("code", equalTo("invalid_form_data"));
        fill(token, "yes", Map.of()).statusCode(400).body("details.field", equalTo("note"));
        fill(token, "yes", Map.of("note", "x", "size", "M")).statusCode(400).body("details.field", equalTo("size"));
        Member stranger = members.owner();
        stranger.request().get("/console/api/form/human_input/" + token).then().statusCode(404);
        owner.request().get("/console/api/workflow/" + run + "/pause-details").then().statusCode(200)
                .body("paused_nodes.node_id", contains("h")).body("paused_nodes[0].pause_type.type", equalTo("human_input"))
                .body("paused_at", notNullValue());
        stranger.request().get("/console/api/workflow/" + run + "/pause-details").then().statusCode(404);

        fill(token, "yes", Map.of("note", "fine {{#s.who#}}")).statusCode(200).body("size()", equalTo(0));
        ended(run, "succeeded");
        assertEquals("{\"note\":\"fine {{#s.who#}}\",\"size\":\"L\",\"text\":\"Dear Ann: fine {{#s.who#}} L\"}",
                Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", UUID.fromString(run)));
        fill(token, "yes", Map.of("note", "again")).statusCode(412).body("code", equalTo("human_input_form_submitted"));
        String again = call().queryParam("user", "u").get("/v1/workflow/" + run + "/events").then().statusCode(200).extract()
                .asString();
        assertTrue(again.contains("\"event\":\"human_input_form_filled\"") && again.contains("\"action_text\":\"Yes!\""), again);
        assertTrue(again.indexOf("workflow_paused") < again.indexOf("\"reason\":\"resumption\""), again);
        owner.request().get("/console/api/workflow/" + run + "/pause-details").then().body("paused_nodes", empty())
                .body("paused_at", nullValue());
    }

    @Test
    void whoHasTheLinkNeedsNoKey() {
        String run = paused();
        assertEquals("2", Rows.text("""
                SELECT count(*) FROM human_input_mails m JOIN human_input_forms f ON f.id = m.form_id
                WHERE f.run_id = ? AND m.subject = 'For Bob' AND m.recipient IN ('everybody', 'email:x@example.com')""",
                UUID.fromString(run)));
        String token = Rows.text("""
                SELECT m.token FROM human_input_mails m JOIN human_input_forms f ON f.id = m.form_id
                WHERE f.run_id = ? AND m.recipient = 'email:x@example.com'""", UUID.fromString(run));
        RestAssured.get("/api/form/human_input/" + token).then().statusCode(200).body("user_actions", notNullValue());
        RestAssured.given().header("Authorization", "Bearer wrong").get("/api/form/human_input/" + token).then().statusCode(401);
        RestAssured.get("/form/" + token).then().statusCode(200).contentType(ContentType.HTML)
                .body(containsString("Dear Bob")).body(containsString("input.note")).body(not(containsString("$output")));
        RestAssured.given().contentType(ContentType.URLENC.withCharset("UTF-8")).formParam("input.note", "sé")
                .formParam("input.size", "S").formParam("action", "yes").post("/form/" + token).then().statusCode(200)
                .body(containsString("Thank you"));
        ended(run, "succeeded");
        assertTrue(Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", UUID.fromString(run)).contains("\"note\":\"sé\""));
        RestAssured.get("/form/" + token).then().statusCode(412).body(containsString("submitted already"));
        RestAssured.get("/form/nothing").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void aFormThatNobodyFillsInTakesTheWayOfTheTimeout() {
        String run = paused();
        Rows.insert("UPDATE human_input_forms SET expires_at = now() - interval '1 second' WHERE run_id = ?",
                UUID.fromString(run));
        String token = Rows.text("SELECT token FROM human_input_forms WHERE run_id = ?", UUID.fromString(run));
        fill(token, "yes", Map.of("note", "x")).statusCode(412).body("code", equalTo("human_input_form_expired"));
        forms.expire(100);
        ended(run, "succeeded");
        assertEquals("{\"late\":\"__timeout\"}",
                Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", UUID.fromString(run)));
        assertTrue(call().queryParam("user", "u").get("/v1/workflow/" + run + "/events").asString()
                .contains("human_input_form_timeout"));
    }

    @Test
    void aPausedRunCanBeStopped() {
        String run = paused();
        String task = Rows.text("SELECT task_id FROM workflow_runs WHERE id = ?", UUID.fromString(run));
        call().contentType(ContentType.JSON).body("{\"user\":\"u\"}").post("/v1/workflows/tasks/" + task + "/stop").then()
                .statusCode(200);
        ended(run, "stopped");
        String token = Rows.text("SELECT token FROM human_input_forms WHERE run_id = ?", UUID.fromString(run));
        fill(token, "yes", Map.of("note", "x")).statusCode(412).body("code", equalTo("human_input_form_expired"));
    }

    @Test
    void aPersonWithinAnIterationIsRefusedWhenItIsPublished() {
        String graph = """
                {"nodes":[{"id":"s","data":{"type":"start","title":"Start","variables":[]}},
                 {"id":"i","data":{"type":"iteration","title":"Each","start_node_id":"is","iterator_selector":["sys","files"],"output_selector":["h","__action_id"]}},
                 {"id":"is","parentId":"i","data":{"type":"iteration-start","title":""}},
                 {"id":"h","parentId":"i","data":{"type":"human-input","title":"Ask","form_content":"?","inputs":[],"user_actions":[{"id":"ok","title":"Ok"}]}},
                 {"id":"e","data":{"type":"end","title":"End","outputs":[]}}],
                 "edges":[{"id":"1","source":"s","target":"i"},{"id":"2","source":"i","target":"e"},{"id":"3","source":"is","target":"h"}]}""";
        owner.request().body("{\"force\":true,\"graph\":%s}".formatted(graph)).post(app + "/workflows/draft").then()
                .statusCode(200);
        owner.request().post(app + "/workflows/publish").then().statusCode(400).body("details.node_id", hasItem("h"))
                .body("details.type", hasItem("not_supported"));
    }

    /** A run that waits for its form. */
    private String paused() {
        return call().contentType(ContentType.JSON).body("{\"inputs\":{\"who\":\"Bob\"},\"user\":\"u\"}")
                .post("/v1/workflows/run").then().statusCode(200).body("data.status", equalTo("paused"))
                .body("data.reasons[0].TYPE", equalTo("human_input_required")).extract().path("workflow_run_id");
    }

    private RequestSpecification call() { return RestAssured.given().header("Authorization", "Bearer " + key); }

    private io.restassured.response.ValidatableResponse fill(String token, String action, Map<String, Object> inputs) {
        return call().contentType(ContentType.JSON).body(Map.of("inputs", inputs, "action", action, "user", "u"))
                .post("/v1/form/human_input/" + token).then();
    }

    private static void ended(String run, String status) {
        Eventually.isTrue(PATIENCE, "the run is " + status, () -> status.equals(Rows.text(
                "SELECT status FROM workflow_runs WHERE id = ?", UUID.fromString(run))));
        assertFalse(run.isEmpty());
    }
}
