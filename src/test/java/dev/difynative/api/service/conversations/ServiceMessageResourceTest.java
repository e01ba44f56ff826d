package dev.difynative.api.service.conversations;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rival;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestApps;
import dev.difynative.testsupport.TinyImages;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ServiceMessageResourceTest {
    private static final ModelReply SUGGESTED = ModelReply.of(200, "application/json", """
            {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
                "content":"Sure: [\\"How old is it?\\", \\"Who rules it?\\", \\"Where is it?\\"]"}}],
             "usage":{"prompt_tokens":9,"completion_tokens":9,"total_tokens":18}}""");
    private static final String SUGGESTIONS = "\"suggested_questions_after_answer\":{\"enabled\":true}";

    @Inject TestApps apps;

    @ParameterizedTest
    @ValueSource(strings = {"/api/messages?conversation_id=", "/v1/messages?conversation_id=",
            "/v1/conversations/%s/messages?x="})
    void messagesAreListedAtEachAddress(String path) {
        SampleApp app = SampleApp.of("chat", "");
        String conversation = app.conversation("u1");
        Golden.assertSame("public/messages",
                app.call().get(path.formatted(conversation) + conversation + "&user=u1").then()
                        .statusCode(200).extract().asString());
    }

    @Test
    void aPageHasTheNewestMessagesWithTheOldestFirst() {
        SampleApp app = SampleApp.of("chat", "");
        String conversation = app.ask("u1", "q1", "").extract().path("conversation_id");
        for (int i = 2; i <= 5; i++) {
            app.ask("u1", "q" + i, conversation);
        }
        JsonPath newest = messages(app, conversation, "&limit=2").body("data.query", contains("q4", "q5"))
                .body("has_more", equalTo(true)).body("limit", equalTo(2)).extract().jsonPath();
        JsonPath older = messages(app, conversation, "&limit=2&first_id=" + newest.getString("data[0].id"))
                .body("data.query", contains("q2", "q3")).extract().jsonPath();
        messages(app, conversation, "&limit=2&first_id=" + older.getString("data[0].id")).body("data.query", contains("q1"))
                .body("has_more", equalTo(false));
        List<String> parents = messages(app, conversation, "").extract().jsonPath().getList("data.parent_message_id");
        List<String> ids = messages(app, conversation, "").extract().jsonPath().getList("data.id");
        List<String> before = new ArrayList<>(ids.subList(0, 4));
        before.addFirst(null);
        assertEquals(before, parents);
    }

    @Test
    void aConversationMustBeNamed() {
        SampleApp.of("chat", "").call().get("/v1/messages?user=u1").then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("conversation_id"))
                .body("details.type", equalTo("required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=two"})
    void aLimitOutOfRangeIsRefused(String query) {
        SampleApp app = SampleApp.of("chat", "");
        app.call().get("/v1/conversations/{id}/messages?user=u1&" + query, app.conversation("u1")).then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("limit"));
    }

    @Test
    void whatIsUnknownIsNotFound() {
        SampleApp app = SampleApp.of("chat", "");
        String conversation = app.conversation("u1");
        String elsewhere = app.ask("u1", "q", "").extract().path("message_id");
        for (String id : List.of("nonsense", UUID.randomUUID().toString(), elsewhere)) {
            app.call().get("/v1/conversations/{c}/messages?user=u1&first_id={id}", conversation, id).then().statusCode(404)
                    .body("code", equalTo("not_found"));
        }
        app.call().get("/v1/messages?user=u1&conversation_id=nonsense").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void anAnswerIsRatedAndTheRatingReplacedAndWithdrawn() {
        SampleApp app = SampleApp.of("chat", "");
        JsonPath asked = app.ask("u1", "q", "").extract().jsonPath();
        String message = asked.getString("message_id");
        String conversation = asked.getString("conversation_id");
        rate(app, message, "\"rating\":\"like\",\"content\":\"Good\"", 200);
        messages(app, conversation, "").body("data[0].feedback.rating", equalTo("like"));
        rate(app, message, "\"rating\":\"dislike\"", 200);
        messages(app, conversation, "").body("data[0].feedback.rating", equalTo("dislike"));
        rate(app, message, "\"rating\":null", 200);
        messages(app, conversation, "").body("data[0].feedback", nullValue());
        rate(app, message, "\"rating\":null", 400);
    }

    @Test
    void twoRatingsAtOnceAreBothTaken() throws InterruptedException {
        SampleApp app = SampleApp.of("chat", "");
        String message = app.ask("u1", "q", "").extract().path("message_id");
        List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                callers.submit(() -> answers.add(app.call("{\"rating\":\"like\",\"user\":\"u1\"}")
                        .post("/v1/messages/{id}/feedbacks", message).statusCode()));
            }
        }
        assertEquals(Collections.nCopies(8, 200), answers);
    }

    @Test
    void anAnswerThatIsDeletedWhileItIsRatedIsNotFound() throws Exception {
        SampleApp app = SampleApp.of("chat", "");
        JsonPath asked = app.ask("u1", "q", "").extract().jsonPath();
        messages(app, asked.getString("conversation_id"), "").body("data", hasSize(1));
        String message = asked.getString("message_id");
        Rival.writing("DELETE FROM messages WHERE id = ?::uuid", message)
                .overtakes(() -> app.call("{\"rating\":\"like\",\"user\":\"u1\"}").post("/v1/messages/{id}/feedbacks", message))
                .then().statusCode(404).body("code", equalTo("not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"rating\":\"great\"", "\"rating\":1", "\"rating\":\"\"", "\"rating\":\"like\",\"content\":5"})
    void aRatingIsLikeOrDislike(String fields) {
        SampleApp app = SampleApp.of("chat", "");
        rate(app, app.ask("u1", "q", "").extract().path("message_id"), fields, 400);
    }

    @Test
    void aRatingNeedsItsUser() {
        SampleApp app = SampleApp.of("chat", "");
        String message = app.ask("u1", "q", "").extract().path("message_id");
        app.call("{\"rating\":\"like\"}").post("/v1/messages/{id}/feedbacks", message).then().statusCode(400)
                .body("details.field", equalTo("user"));
    }

    @Test
    void nobodyRatesWhatOthersWereAnswered() {
        SampleApp app = SampleApp.of("chat", "");
        String message = app.ask("u1", "q", "").extract().path("message_id");
        app.call("{\"rating\":\"like\",\"user\":\"u2\"}").post("/v1/messages/{id}/feedbacks", message).then().statusCode(404);
        app.call("{\"rating\":null,\"user\":\"u2\"}").post("/v1/messages/{id}/feedbacks", message).then().statusCode(404);
        app.call("{\"rating\":\"like\",\"user\":\"u1\"}").post("/v1/messages/nonsense/feedbacks").then().statusCode(404);
    }

    @Test
    void theBuiltInModelHasNoSuggestions() {
        SampleApp app = SampleApp.of("chat", SUGGESTIONS);
        String message = app.ask("u1", "q", "").extract().path("message_id");
        app.call().get("/v1/messages/{id}/suggested?user=u1", message).then().statusCode(200)
                .body("result", equalTo("success")).body("data", hasSize(0));
    }

    @Test
    void suggestionsThatAreSwitchedOffAreRefused() {
        SampleApp app = SampleApp.of("chat", "");
        String message = app.ask("u1", "q", "").extract().path("message_id");
        Golden.assertSame("public/suggested-disabled",
                app.call().get("/v1/messages/{id}/suggested?user=u1", message).then()
                        .statusCode(400).extract().asString());
    }

    @Test
    void suggestionsForAnUnknownMessageAreNotFound() {
        SampleApp app = SampleApp.of("chat", SUGGESTIONS);
        String message = app.ask("u1", "q", "").extract().path("message_id");
        app.call().get("/v1/messages/{id}/suggested?user=u2", message).then().statusCode(404).body("code", equalTo("not_found"));
        app.call().get("/v1/messages/{id}/suggested", message).then().statusCode(400).body("details.field", equalTo("user"));
    }

    @Test
    void anotherTextLikeTheOneBeforeIsMade() {
        SampleApp app = SampleApp.of("completion", "\"pre_prompt\":\"Praise {{thing}}\",\"more_like_this\":{\"enabled\":true},"
                + "\"user_input_form\":[{\"text-input\":{\"label\":\"Thing\",\"variable\":\"thing\",\"required\":true}}]");
        String message = app.call("{\"inputs\":{\"thing\":\"hedgehogs\"},\"user\":\"u1\"}").post("/v1/completion-messages").then()
                .statusCode(200).extract().path("message_id");
        String another = app.call().get("/v1/messages/{id}/more-like-this?user=u1", message).then().statusCode(200)
                .body("event", equalTo("message")).body("answer", containsString("Praise hedgehogs")).extract()
                .path("message_id");
        assertNotEquals(message, another);
        String stream = app.call().get("/v1/messages/{id}/more-like-this?user=u1&response_mode=streaming", message).then()
                .statusCode(200).contentType("text/event-stream").extract().asString();
        assertTrue(stream.contains("data: {\"event\":\"message_end\""), stream);
        app.call().get("/v1/messages/{id}/more-like-this?user=u2", message).then().statusCode(404);
        app.call().get("/v1/messages/{id}/more-like-this?user=u1&response_mode=x", message).then().statusCode(400)
                .body("details.field", equalTo("response_mode"));
    }

    @Test
    void anotherTextIsRefusedWhereItIsSwitchedOff() {
        SampleApp app = SampleApp.of("completion", "\"pre_prompt\":\"Say something\"");
        String message = app.call("{\"inputs\":{},\"user\":\"u1\"}").post("/v1/completion-messages").then().statusCode(200)
                .extract().path("message_id");
        app.call().get("/v1/messages/{id}/more-like-this?user=u1", message).then().statusCode(403)
                .body("code", equalTo("app_more_like_this_disabled"));
    }

    @Test
    void theFilesOfAQuestionAreListedWithIt() {
        SampleApp app = SampleApp.of("chat", "\"file_upload\":{\"enabled\":true}");
        String file = app.call().multiPart("file", "photo.png", TinyImages.png(), "image/png").formParam("user", "u1")
                .post("/v1/files/upload").then().statusCode(201).extract().path("id");
        String conversation = app.call("""
                {"query":"What is this?","user":"u1","inputs":{},"files":[
                    {"type":"image","transfer_method":"local_file","upload_file_id":"%s"},
                    {"type":"image","transfer_method":"remote_url","url":"https://example.org/b.png"}]}""".formatted(file))
                .post("/v1/chat-messages").then().statusCode(200).extract().path("conversation_id");
        JsonNode[] listed = messages(app, conversation, "").extract().as(JsonNode.class).at("/data/0/message_files")
                .valueStream().toArray(JsonNode[]::new);
        Golden.assertSame("public/message-files", Arrays.toString(listed).replaceAll("sign=[\\w.-]+", "sign=s"));
        RestAssured.given().get(listed[0].get("url").asText()).then().statusCode(200).contentType("image/png");
        RestAssured.given().get("/files/{id}/image-preview", file).then().statusCode(404);
        app.call().get("/v1/files/{id}/preview", file).then().statusCode(200).contentType("image/png");
    }

    @Test
    void theModelIsAskedForSuggestions() {
        try (ModelServer models = ModelServer.start()) {
            TestApps.TestApp app = apps.of("chat", models);
            app.configure(Map.of("suggested_questions_after_answer", Map.of("enabled", true)));
            models.reset();
            models.reply("/chat/completions", ModelReply.saying("Paris."));
            String message = app.request().body(TestApps.blocking("What is the capital of France?")).post("/v1/chat-messages")
                    .then()
                    .statusCode(200).extract().path("message_id");
            models.reset();
            models.reply("/chat/completions", SUGGESTED);
            app.request().get("/v1/messages/{id}/suggested?user=u-1", message).then().statusCode(200)
                    .body("data", contains("How old is it?", "Who rules it?", "Where is it?"));
            assertTrue(models.lastAsked().body().contains("What is the capital of France?"), models.lastAsked().body());
            models.reset();
            models.reply("/chat/completions", ModelReply.of(400, "application/json", "{\"error\":{\"message\":\"no\"}}"));
            app.request().get("/v1/messages/{id}/suggested?user=u-1", message).then().statusCode(200).body("data", hasSize(0));
        }
    }

    @Test
    void anUploadedImageReachesTheModel() {
        try (ModelServer models = ModelServer.start()) {
            TestApps.TestApp app = apps.of("chat", models);
            app.configure(Map.of("file_upload", Map.of("enabled", true, "image", Map.of("enabled", true, "detail", "low"))));
            models.reset();
            models.reply("/chat/completions", ModelReply.saying("A pixel."));
            String file = RestAssured.given().header("Authorization", "Bearer " + app.key())
                    .multiPart("file", "p.png", TinyImages.png(), "image/png").formParam("user", "u-1").post("/v1/files/upload")
                    .then()
                    .statusCode(201).extract().path("id");
            Map<String, Object> question = new HashMap<>(TestApps.blocking("What is this?"));
            question.put("files", List.of(Map.of("type", "image", "transfer_method", "local_file", "upload_file_id", file)));
            app.request().body(question).post("/v1/chat-messages").then().statusCode(200);
            String image = Base64.getEncoder().encodeToString(TinyImages.png());
            JsonNode sent = models.lastAsked().json().at("/messages/0/content/1/image_url");
            assertEquals("data:image/png;base64," + image, sent.path("url").asText());
            assertEquals("low", sent.path("detail").asText());
        }
    }

    @Test
    void theDeveloperSeesWhatIsThoughtOfAllAnswers() {
        SampleApp app = SampleApp.of("chat", "");
        String message = app.ask("u1", "q", "").extract().path("message_id");
        rate(app, message, "\"rating\":\"like\",\"content\":\"Good\"", 200);
        String answer = app.call().get("/v1/app/feedbacks").then().statusCode(200).extract().asString();
        Golden.assertSame("public/feedbacks", answer.replaceAll("20\\d\\d-[^\"]+Z", "2026-01-01T00:00:00Z"));
        app.call().get("/v1/app/feedbacks?limit=102").then().statusCode(400).body("details.field", equalTo("limit"));
        app.call().get("/v1/app/feedbacks?page=2").then().statusCode(200).body("data", hasSize(0));
    }

    private static void rate(SampleApp app, String message, String fields, int status) {
        app.call("{" + fields + ",\"user\":\"u1\"}").post("/api/messages/{id}/feedbacks", message).then().statusCode(status)
                .body(status == 200 ? "result" : "code", equalTo(status == 200 ? "success" : "invalid_param"));
    }

    private static ValidatableResponse messages(SampleApp app, String conversation, String query) {
        return app.call().get("/v1/messages?user=u1&conversation_id=" + conversation + query).then().statusCode(200);
    }
}
