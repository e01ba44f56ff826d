package dev.difynative.api.service.workflow;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import dev.difynative.testsupport.TinyImages;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** Links to files in what was stored long ago open when it is read. */
@QuarkusTest
class FreshLinksTest {
    private static final String START = """
            {'id':'s','data':{'type':'start','title':'Start','variables':[{'variable':'f','label':'F','type':'file','required':true,
              'allowed_file_types':['image'],'allowed_file_upload_methods':['local_file']}]}}""";
    private static final String WORKFLOW = """
            {'nodes':[%s,{'id':'e','data':{'type':'end','title':'End','outputs':[{'variable':'f','value_selector':['s','f']}]}}],
             'edges':[{'source':'s','target':'e'}]}""".formatted(START);
    private static final String CHATFLOW = """
            {'nodes':[%s,{'id':'a','data':{'type':'answer','title':'Answer','answer':'{{#s.f#}}'}}],
             'edges':[{'source':'s','target':'a'}]}""".formatted(START);
    private static final String FORM = """
            {'nodes':[%s,{'id':'h','data':{'type':'human-input','title':'Ask','form_content':'{{#s.f#}}','inputs':[],
               'user_actions':[{'id':'yes','title':'Yes'}],'delivery_methods':[{'type':'webapp','enabled':true}],
               'timeout':1,'timeout_unit':'hour'}},
              {'id':'e','data':{'type':'end','title':'End','outputs':[{'variable':'text','value_selector':['h','__rendered_content']}]}}],
             'edges':[{'source':'s','target':'h'},{'source':'h','sourceHandle':'yes','target':'e'}]}""".formatted(START);
    private static final Pattern LINK = Pattern.compile("/files/[^\"\\\\) ]+");

    @Inject Members members;
    @Inject CredentialVault vault;

    @Test
    void theEventsOfARunAreReadAgainWithFreshLinks() throws IOException {
        SampleApp app = TestWorkflows.workflow(WORKFLOW);
        Member owner = members.join(app.tenantId(), Role.OWNER);
        String run = call(app, "/v1/workflows/run", Map.of(), upload(app)).extract().path("workflow_run_id");
        String first = lastLink(events(app, run));
        assertNotEquals(first, lastLink(events(app, run)));
        assertShown(first);

        String archived = lastLink(archived(owner, app, run));
        assertNotEquals(archived, lastLink(archived(owner, app, run)));
        assertShown(archived);
    }

    @Test
    void conversationsTheirLogsThoughtsAndRatingsHaveFreshLinks() {
        SampleApp app = TestWorkflows.chatflow(CHATFLOW,
                "[{'id':'%s','name':'kept','value_type':'string','value':''}]".formatted(UUID.randomUUID()));
        Member owner = members.join(app.tenantId(), Role.OWNER);
        String file = upload(app).extract().path("id");
        ValidatableResponse answer = call(app, "/v1/chat-messages", Map.of("query", "q"), file);
        UUID message = UUID.fromString(answer.extract().path("message_id"));
        String conversation = answer.extract().path("conversation_id");
        String old = "/files/" + file + "/image-preview?sign=" + expired(app, file);
        given().get(old).then().statusCode(404);
        Rows.insert("UPDATE conversations SET inputs = ? WHERE id = ?", "{\"f\":\"" + old + "\"}", UUID.fromString(conversation));
        Rows.insert("UPDATE conversation_variables SET value = ? WHERE conversation_id = ?", "\"" + old + "\"",
                UUID.fromString(conversation));
        Rows.insert("UPDATE messages SET answer = ? WHERE id = ?", old, message);
        Rows.insert("""
                INSERT INTO message_agent_thoughts (id, tenant_id, message_id, position, thought, tool, tool_labels, tool_input,
                observation, files, created_at) VALUES (?, ?, ?, 1, '', 'draw', '{}', '', ?, '[]', now())""", UUID.randomUUID(),
                app.tenantId(), message, "{\"draw\":\"" + old + "\"}");
        app.call("{\"rating\":\"like\",\"user\":\"u\"}").post("/v1/messages/" + message + "/feedbacks").then().statusCode(200);

        assertShown(app.call().get("/v1/conversations?user=u").path("data[0].inputs.f"));
        assertShown(app.call().get("/v1/conversations/" + conversation + "/variables?user=u").path("data[0].value"));
        assertShown(lastLink(app.call().get("/v1/messages?user=u&conversation_id=" + conversation)
                .path("data[0].agent_thoughts[0].observation")));
        String console = "/console/api/apps/" + app.id();
        assertShown(owner.request().get(console + "/chat-conversations/" + conversation).path("inputs.f"));
        assertShown(owner.request().get(console + "/feedbacks/export?format=json").path("data[0].ai_response"));
    }

    @Test
    void aFormThatIsOpenedLateHasFreshLinks() {
        SampleApp app = TestWorkflows.workflow(FORM);
        String file = upload(app).extract().path("id");
        UUID run = UUID.fromString(call(app, "/v1/workflows/run", Map.of(), file).extract().path("workflow_run_id"));
        String token = Rows.text("SELECT token FROM human_input_forms WHERE run_id = ?", run);
        Rows.insert("UPDATE human_input_forms SET definition = regexp_replace(definition, 'sign=[^\")]+', ?) WHERE run_id = ?",
                "sign=" + expired(app, file), run);

        assertShown(lastLink(app.call().get("/v1/form/human_input/" + token).then().statusCode(200)
                .body("form_content", containsString("sign=")).extract().path("form_content")));
    }

    private static String events(SampleApp app, String run) {
        return app.call().get("/v1/workflow/" + run + "/events?user=u").then().statusCode(200).extract().asString();
    }

    private static String archived(Member owner, SampleApp app, String run) throws IOException {
        String url = owner.request().get("/console/api/apps/" + app.id() + "/workflow-runs/" + run + "/export").then()
                .statusCode(200).extract().path("presigned_url");
        byte[] zip = given().get(URI.create(url).getRawPath() + "?" + URI.create(url).getRawQuery()).then().statusCode(200)
                .extract().asByteArray();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (!entries.getNextEntry().getName().equals("events.txt")) {
                entries.closeEntry();
            }
            return new String(entries.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String lastLink(String text) {
        Matcher links = LINK.matcher(text);
        String last = null;
        while (links.find()) {
            last = links.group();
        }
        assertTrue(last != null, text);
        return last;
    }

    private String expired(SampleApp app, String file) {
        return vault.seal(CredentialVault.INSTALLATION, "message-image-preview", app.tenantId() + "/" + file + "/1");
    }

    private static ValidatableResponse upload(SampleApp app) {
        return app.call().multiPart("file", "photo.png", TinyImages.png(), "image/png").formParam("user", "u")
                .post("/v1/files/upload").then().statusCode(201);
    }

    private static ValidatableResponse call(SampleApp app, String path, Map<String, Object> more, ValidatableResponse uploaded) {
        return call(app, path, more, uploaded.extract().<String>path("id"));
    }

    private static ValidatableResponse call(SampleApp app, String path, Map<String, Object> more, String file) {
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("user", "u", "response_mode", "blocking", "inputs",
                Map.of("f", Map.of("type", "image", "transfer_method", "local_file", "upload_file_id", file))));
        return app.call().contentType("application/json").body(body).post(path).then().statusCode(200);
    }

    private static void assertShown(String url) {
        assertArrayEquals(TinyImages.png(),
                given().get(url).then().statusCode(200).contentType("image/png").extract().asByteArray());
    }
}
