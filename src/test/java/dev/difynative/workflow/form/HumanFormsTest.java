package dev.difynative.workflow.form;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.auth.AccountService;
import dev.difynative.files.FilesConfig;
import dev.difynative.platform.mail.Mailer;
import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.MailServer;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TinyImages;
import dev.difynative.workspace.members.MemberService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Forms that runs wait for, over HTTP. */
@QuarkusTest
class HumanFormsTest {
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
    @Inject FormRows rows;
    @Inject AccountService accounts;
    @Inject MemberService memberships;
    @Inject HumanInputConfig config;
    @Inject FilesConfig files;
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
        publish(GRAPH);
    }

    private void publish(String graph) {
        owner.request().body("{\"force\":true,\"graph\":%s}".formatted(graph)).post(app + "/workflows/draft").then()
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
    void whoIsAskedByMailGetsALinkToTheForm() throws Exception {
        String run = paused();
        Rows.insert("UPDATE human_input_mails SET next_at = NULL");
        try (MailServer server = new MailServer("250 ok")) {
            FormMails mails = new FormMails(rows, new Mailer(server.config(), Clock.systemUTC()), accounts, memberships, config,
                    files, 80);
            Rows.insert("""
                    UPDATE human_input_mails SET next_at = now() WHERE recipient = 'email:x@example.com'
                    AND form_id = (SELECT id FROM human_input_forms WHERE run_id = ?)""", UUID.fromString(run));
            mails.sendDue();
            Eventually.isTrue("the e-mail is taken", () -> server.said().contains("QUIT"));
            server.join();
            assertTrue(server.said().contains("RCPT TO:<x@example.com>"), server.said().toString());
            String text = server.text();
            assertTrue(text.startsWith("Look: http://localhost:80/form/"), text);
            RestAssured.get(text.substring(text.indexOf("/form/")).strip()).then().statusCode(200)
                    .body(containsString("Dear Bob"));
        }
        Eventually.isTrue("it is not sent again", () -> "0".equals(Rows.text("""
                SELECT count(*) FROM human_input_mails WHERE recipient = 'email:x@example.com' AND next_at IS NOT NULL
                AND form_id = (SELECT id FROM human_input_forms WHERE run_id = ?)""", UUID.fromString(run))));
    }

    @Test
    void thePageTakesFiles() {
        publish("""
                {"nodes":[{"id":"s","data":{"type":"start","title":"Start","variables":[]}},
                 {"id":"h","data":{"type":"human-input","title":"Ask","form_content":"Hand in {{#$output.one#}} {{#$output.more#}} {{#$output.note#}}",
                   "inputs":[{"type":"file","output_variable_name":"one","allowed_file_types":["document"],"allowed_file_upload_methods":["local_file"]},
                     {"type":"file-list","output_variable_name":"more","allowed_file_types":["document","image"],"number_limits":3},
                     {"type":"paragraph","output_variable_name":"note"}],
                   "user_actions":[{"id":"ok","title":"Ok"}]}},
                 {"id":"x","data":{"type":"document-extractor","title":"Read","variable_selector":["h","one"],"is_array_file":false}},
                 {"id":"l","data":{"type":"list-operator","title":"More","variable":["h","more"],"extract_by":{"enabled":false},
                   "filter_by":{"enabled":false,"conditions":[]},"order_by":{"enabled":false},"limit":{"enabled":false}}},
                 {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"text","value_selector":["x","text"]},
                   {"variable":"last","value_selector":["l","last_record","name"]},{"variable":"note","value_selector":["h","note"]}]}}],
                 "edges":[{"id":"1","source":"s","target":"h"},{"id":"2","source":"h","sourceHandle":"ok","target":"x"},
                   {"id":"3","source":"x","target":"l"},{"id":"4","source":"l","target":"e"}]}""");
        String run = paused();
        String page = "/form/" + Rows.text("SELECT token FROM human_input_forms WHERE run_id = ?", UUID.fromString(run));
        RestAssured.get(page).then().statusCode(200).body(containsString("type=\"file\" name=\"input.one\""))
                .body(containsString("type=\"file\" multiple name=\"input.more\""));
        RestAssured.given().multiPart("input.one", "a.png", TinyImages.png(), "image/png").multiPart("action", "ok")
                .multiPart("input.note", "n").multiPart("input.more", "b.txt", new byte[]{65}, "text/plain").post(page).then()
                .statusCode(400).body(containsString("class=\"fault\""));
        RestAssured.given().multiPart("input.note", "n").multiPart("input.note", "x.txt", new byte[]{65}, "text/plain")
                .multiPart("input.more", "", new byte[0], "application/octet-stream").multiPart("action", "ok").post(page).then()
                .statusCode(400);

        RestAssured.given().multiPart("input.one", "a.txt", "Grüße".getBytes(StandardCharsets.UTF_8), "text/plain")
                .multiPart("input.more", "b.txt", new byte[]{65}, "text/plain")
                .multiPart("input.more", "c.png", TinyImages.png(), "image/png")
                .multiPart("input.note", "sé", "text/plain; charset=UTF-8")
                .multiPart("action", "ok").post(page).then().statusCode(200).body(containsString("Thank you"));
        ended(run, "succeeded");
        assertEquals("{\"text\":\"Grüße\",\"last\":\"c.png\",\"note\":\"sé\"}",
                Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", UUID.fromString(run)));
    }

    @ParameterizedTest
    @CsvSource({"false,1", "true,2"})
    void aPersonIsAskedForEachItemOfAnIteration(boolean parallel, int atOnce) {
        publish("""
                {"nodes":[{"id":"s","data":{"type":"start","title":"Start","variables":[{"variable":"o","label":"o","type":"json_object","required":true}]}},
                 {"id":"i","data":{"type":"iteration","title":"Each","start_node_id":"is","iterator_selector":["s","o","items"],
                   "output_selector":["h","__rendered_content"],"is_parallel":%s,"parallel_nums":2}},
                 {"id":"is","parentId":"i","data":{"type":"iteration-start","title":""}},
                 {"id":"h","parentId":"i","data":{"type":"human-input","title":"Ask","form_content":"{{#i.item#}}: {{#$output.note#}}",
                   "inputs":[{"type":"paragraph","output_variable_name":"note"}],"user_actions":[{"id":"ok","title":"Ok"}]}},
                 {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"all","value_selector":["i","output"]}]}}],
                 "edges":[{"id":"1","source":"s","target":"i"},{"id":"2","source":"i","target":"e"},{"id":"3","source":"is","target":"h"}]}"""
                .formatted(parallel));
        String run = call().contentType(ContentType.JSON).body("{\"inputs\":{\"o\":{\"items\":[\"a\",\"b\"]}},\"user\":\"u\"}")
                .post("/v1/workflows/run").then().statusCode(200).body("data.status", equalTo("paused"))
                .body("data.paused_nodes", contains("h")).body("data.reasons.size()", equalTo(atOnce))
                .extract().path("workflow_run_id");
        for (String item : parallel ? List.of("b", "a") : List.of("a", "b")) {
            Eventually.isTrue("item " + item + " waits", () -> !waiting(run, item).isEmpty());
            fill(waiting(run, item).getFirst(), "ok", Map.of("note", "note on " + item)).statusCode(200);
        }
        ended(run, "succeeded");
        assertEquals("{\"all\":[\"a: note on a\",\"b: note on b\"]}",
                Rows.text("SELECT outputs FROM workflow_runs WHERE id = ?", UUID.fromString(run)));
        assertEquals("0", Rows.text("SELECT count(*) FROM workflow_node_executions WHERE run_id = ? AND status <> 'succeeded'",
                UUID.fromString(run)));
    }

    /** The forms about an item that a run waits for now. */
    private static List<String> waiting(String run, String item) {
        return Rows.texts("""
                SELECT token FROM human_input_forms WHERE run_id = ? AND status = 'waiting' AND definition LIKE ?""",
                UUID.fromString(run), "%\"form_content\":\"" + item + ":%");
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
        Eventually.isTrue("the run is " + status, () -> status.equals(Rows.text(
                "SELECT status FROM workflow_runs WHERE id = ?", UUID.fromString(run))));
        assertFalse(run.isEmpty());
    }
}
