package dev.difynative.api.service.workflow;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.files.FileKind;
import dev.difynative.files.FileLinks;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import dev.difynative.testsupport.TinyImages;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** Where the files are fetched that workflows are given and give. */
@QuarkusTest
class ServiceWorkflowFilesTest {
    private static final String START = """
            {'id':'s','data':{'type':'start','title':'Start','variables':[{'variable':'f','label':'F','type':'file','required':true,
              'allowed_file_types':['image'],'allowed_file_upload_methods':['local_file']}]}}""";
    private static final String WORKFLOW = """
            {'nodes':[%s,{'id':'e','data':{'type':'end','title':'End','outputs':[{'variable':'f','value_selector':['s','f']}]}}],
             'edges':[{'source':'s','target':'e'}]}""".formatted(START);
    private static final String CHATFLOW = """
            {'nodes':[%s,{'id':'a','data':{'type':'answer','title':'Answer','answer':'{{#s.f#}}'}}],
             'edges':[{'source':'s','target':'a'}]}""".formatted(START);

    @Inject FileLinks links;
    @Inject CredentialVault vault;

    @Test
    void theFileOfAnUploadIsShownWithoutAKey() {
        assertShown(upload(TestWorkflows.workflow(WORKFLOW)).extract().path("source_url"));
    }

    @Test
    void theFilesOfARunAreShownWithoutAKeyHoweverOldTheRun() {
        SampleApp app = TestWorkflows.workflow(WORKFLOW);
        String file = upload(app).extract().path("id");
        ValidatableResponse run = call(app, "/v1/workflows/run", Map.of(), file);
        assertShown(run.extract().path("data.outputs.f.url"));
        assertShown(run.extract().path("data.files[0].url"));

        String id = run.extract().path("workflow_run_id");
        Rows.insert("UPDATE workflow_runs SET outputs = regexp_replace(outputs, 'sign=[^\"]+', ?) WHERE id = ?",
                "sign=" + expired(app.tenantId(), file), UUID.fromString(id));
        given().get(link(file, expired(app.tenantId(), file))).then().statusCode(404);
        assertShown(app.call().get("/v1/workflows/run/" + id).then().statusCode(200).extract().path("outputs.f.url"));
    }

    @Test
    void theFilesInAnAnswerAreShownWithoutAKeyHoweverOldTheAnswer() {
        SampleApp app = TestWorkflows.chatflow(CHATFLOW, "[]");
        String file = upload(app).extract().path("id");
        ValidatableResponse answer = call(app, "/v1/chat-messages", Map.of("query", "q"), file);
        assertShown(inMarkdown(answer.extract().path("answer")));

        String message = answer.extract().path("message_id");
        Rows.insert("UPDATE messages SET answer = ? WHERE id = ?",
                "![photo.png](" + link(file, expired(app.tenantId(), file)) + ")", UUID.fromString(message));
        assertShown(inMarkdown(app.call()
                .get("/v1/messages?user=u&conversation_id=" + answer.extract().<String>path("conversation_id")).then()
                .statusCode(200).extract().path("data[0].answer")));
    }

    @Test
    void noLinkIsMadeOfOneThatWasNeverGivenToThisWorkspace() {
        SampleApp app = TestWorkflows.workflow(WORKFLOW);
        String file = upload(app).extract().path("id");
        for (String link : new String[]{link(file, "forged"), link(file, "1.k.Zm9yZ2Vk"),
                link(file, expired(UUID.randomUUID(), file)), link(file, expired(app.tenantId(), UUID.randomUUID().toString())),
                "/v1/files/" + file + "/preview"}) {
            assertEquals(link, links.renewed(app.tenantId(), link));
        }
        String foreign = links.ofMessage(UUID.randomUUID(), UUID.fromString(file), FileKind.IMAGE);
        assertEquals(foreign, links.renewed(app.tenantId(), foreign));
        given().get(foreign).then().statusCode(404);
    }

    private String expired(UUID tenantId, String file) {
        return vault.seal(CredentialVault.INSTALLATION, "message-image-preview", tenantId + "/" + file + "/1");
    }

    private static String link(String file, String sign) { return "/files/" + file + "/image-preview?sign=" + sign; }

    private static ValidatableResponse upload(SampleApp app) {
        return app.call().multiPart("file", "photo.png", TinyImages.png(), "image/png").formParam("user", "u")
                .post("/v1/files/upload").then().statusCode(201);
    }

    private static ValidatableResponse call(SampleApp app, String path, Map<String, Object> more, String file) {
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("user", "u", "response_mode", "blocking", "inputs",
                Map.of("f", Map.of("type", "image", "transfer_method", "local_file", "upload_file_id", file))));
        return app.call().contentType("application/json").body(body).post(path).then().statusCode(200);
    }

    private static String inMarkdown(String text) { return text.replaceFirst("^!\\[photo.png]\\((.*)\\)$", "$1"); }

    private static void assertShown(String url) {
        assertArrayEquals(TinyImages.png(),
                given().get(url).then().statusCode(200).contentType("image/png").extract().asByteArray());
    }
}
