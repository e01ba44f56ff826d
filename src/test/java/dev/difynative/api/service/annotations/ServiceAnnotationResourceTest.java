package dev.difynative.api.service.annotations;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ServiceAnnotationResourceTest {
    private static final String QUESTION = "How do I return a parcel?";
    private static final String ANSWER = "Print the label from your account.";
    private static ModelServer models;

    @Inject TestApps apps;
    private TestApps.TestApp app;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void makeApp() {
        models.reset();
        app = apps.of("chat", models);
        models.reply("/chat/completions", ModelReply.saying("A model's answer"));
    }

    @Test
    void annotationsAreWrittenListedChangedAndDeleted() {
        String id = write(QUESTION, ANSWER);
        write("Are you open on Sunday?", "No.");
        app.request().get("/v1/apps/annotations?limit=1").then().statusCode(200).body("total", equalTo(2))
                .body("has_more", equalTo(true)).body("page", equalTo(1)).body("limit", equalTo(1))
                .body("data[0].question", equalTo("Are you open on Sunday?"));
        app.request().get("/v1/apps/annotations?keyword=PARCEL").then().body("data.id", equalTo(List.of(id)))
                .body("data[0].answer", equalTo(ANSWER)).body("data[0].hit_count", equalTo(0));
        app.request().body(Map.of("question", QUESTION, "answer", "Ask us.")).put("/v1/apps/annotations/" + id).then()
                .statusCode(200).body("answer", equalTo("Ask us."));
        app.request().delete("/v1/apps/annotations/" + id).then().statusCode(204).body(equalTo(""));
        app.request().delete("/v1/apps/annotations/" + id).then().statusCode(404).body("code", equalTo("not_found"));
        app.request().body(Map.of("question", "Only this")).post("/v1/apps/annotations").then().statusCode(400)
                .body("details.field", equalTo("answer"));
        app.request().get("/v1/apps/annotations?limit=101").then().statusCode(400);
    }

    @Test
    void anotherAppsAnnotationsAreUnknown() {
        String id = write(QUESTION, ANSWER);
        TestApps.TestApp other = apps.more(app.owner(), "chat");
        other.request().get("/v1/apps/annotations").then().body("data", hasSize(0));
        other.request().body(Map.of("question", "q", "answer", "a")).put("/v1/apps/annotations/" + id).then().statusCode(404);
    }

    @Test
    void aQuestionThatIsAnnotatedIsAnsweredWithoutTheModel() {
        String id = write(QUESTION, ANSWER);
        ask("Before").body("answer", equalTo("A model's answer"));
        enable(1.0);
        app.request().get("/v1/parameters").then().body("annotation_reply.enabled", equalTo(true));
        models.reset();
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), TestApps.streamed(QUESTION))) {
            List<JsonNode> events = stream.all();
            assertEquals(List.of("message", "message_end"), EventStream.names(events));
            assertEquals(ANSWER, events.getFirst().get("answer").asText());
            assertEquals(id, events.getLast().at("/metadata/annotation_reply/id").asText());
        }
        assertTrue(models.asked().isEmpty(), "no model was asked");
        ask(QUESTION).body("answer", equalTo(ANSWER)).body("metadata.annotation_reply.id", equalTo(id))
                .body("metadata.annotation_reply.account.name", nullValue()).body("metadata.usage.total_tokens", equalTo(0));
        app.request().get("/v1/apps/annotations").then().body("data[0].hit_count", equalTo(2));
        console("/annotations/" + id + "/hit-histories").body("total", equalTo(2)).body("data[0].question", equalTo(QUESTION))
                .body("data[0].source", equalTo("api")).body("data[0].response", equalTo(ANSWER));
    }

    @Test
    void theIndexFollowsWhatIsWrittenAfterwards() {
        enable(1.0);
        String id = write(QUESTION, ANSWER);
        ask(QUESTION).body("answer", equalTo(ANSWER));
        app.request().body(Map.of("question", "Something else entirely", "answer", ANSWER)).put("/v1/apps/annotations/" + id)
                .then().statusCode(200);
        models.reply("/chat/completions", ModelReply.saying("A model's answer"));
        ask(QUESTION).body("answer", equalTo("A model's answer"));
        ask("Something else entirely").body("answer", equalTo(ANSWER));
        finished("disable", app.request().post("/v1/apps/annotation-reply/disable").then().statusCode(200).extract()
                .path("job_id"));
        ask("Something else entirely").body("answer", equalTo("A model's answer"));
    }

    @Test
    void theThresholdDecidesHowLikeAQuestionMustBe() {
        write(QUESTION, ANSWER);
        enable(1.0);
        String near = "How do I return a big parcel?";
        ask(near).body("answer", equalTo("A model's answer"));
        String setting = console("/annotation-setting").body("enabled", equalTo(true)).extract().path("id");
        app.owner().request().body(Map.of("score_threshold", 0.5))
                .post("/console/api/apps/" + app.id() + "/annotation-settings/" + setting).then().statusCode(200)
                .body("score_threshold", equalTo(0.5f));
        ask(near).body("answer", equalTo(ANSWER));
    }

    @Test
    void whatCannotBeEnabledIsRefusedAtOnce() {
        app.request().body(Map.of("score_threshold", 0.9, "embedding_provider_name", "cohere", "embedding_model_name", "x"))
                .post("/v1/apps/annotation-reply/enable").then().statusCode(400)
                .body("code", equalTo("provider_not_initialize"));
        app.request().body(Map.of("score_threshold", 1.1, "embedding_provider_name", "builtin", "embedding_model_name",
                "builtin-hash-embedding")).post("/v1/apps/annotation-reply/enable").then().statusCode(400)
                .body("details.field", equalTo("score_threshold"));
        app.request().get("/v1/apps/annotation-reply/enable/status/nonsense").then().statusCode(404);
    }

    @Test
    void theConsoleWritesAnAnswerForAMessage() {
        String message = ask(QUESTION).extract().path("message_id");
        String path = "/console/api/apps/" + app.id() + "/annotations";
        String id = app.owner().request().body(Map.of("message_id", message, "answer", ANSWER)).post(path).then().statusCode(201)
                .body("question", equalTo(QUESTION)).body("content", equalTo(ANSWER)).extract().path("id");
        app.owner().request().body(Map.of("message_id", message, "answer", "Better")).post(path).then().statusCode(201)
                .body("id", equalTo(id));
        console("/annotations/export").body("data.answer", equalTo(List.of("Better")));
        console("/messages/" + message).body("annotation.content", equalTo("Better"));
        app.owner().request().delete(path + "?annotation_id=" + id).then().statusCode(204);
        console("/annotations/count").body("count", equalTo(0));
        app.owner().request().get("/console/api/apps/" + message + "/annotations").then().statusCode(404);
    }

    @Test
    void aFileOfAnnotationsIsTakenWholeOrNotAtAll() {
        String path = "/console/api/apps/" + app.id() + "/annotations/";
        String job = csv("question,answer\n\"How, exactly?\",Like this.\nWhen?,Now.\n").post(path + "batch-import").then()
                .statusCode(200).body("record_count", equalTo(2)).body("job_status", equalTo("completed")).extract()
                .path("job_id");
        console("/annotations/batch-import-status/" + job).body("job_status", equalTo("completed"));
        csv("question,answer\nWhy?,Because.\nWho?,\n").post(path + "batch-import").then().statusCode(400)
                .body("details.field", equalTo("answer"));
        csv("question,answer\n").post(path + "batch-import").then().statusCode(400).body("details.field", equalTo("file"));
        app.request().get("/v1/apps/annotations?keyword=exactly").then().body("data.question", equalTo(List.of("How, exactly?")));
        console("/annotations/count").body("count", equalTo(2));
    }

    @Test
    void aFileInAnotherEncodingIsRefused() {
        String path = "/console/api/apps/" + app.id() + "/annotations/batch-import";
        String content = "\uFEFFquestion,answer\nÜmlaut?,Ä.\n";
        csv(content.substring(1), StandardCharsets.ISO_8859_1).post(path).then().statusCode(400)
                .body("details.field", equalTo("file")).body("message", equalTo("The CSV file must be encoded in UTF-8"));
        console("/annotations/count").body("count", equalTo(0));
        csv(content).post(path).then().statusCode(200);
        console("/annotations/export").body("data.question", equalTo(List.of("Ümlaut?")));
    }

    private RequestSpecification csv(String content) { return csv(content, StandardCharsets.UTF_8); }

    private RequestSpecification csv(String content, Charset charset) {
        return app.owner().request().contentType("multipart/form-data").multiPart("file", "a.csv", content.getBytes(charset),
                "text/csv");
    }

    @Test
    void anEndUserIsShownToThePrograms() {
        ask("Hi");
        String user = console("/chat-conversations").extract().path("data[0].from_end_user_id");
        app.request().get("/v1/end-users/" + user).then().statusCode(200).body("session_id", equalTo("u-1"))
                .body("app_id", equalTo(app.id())).body("is_anonymous", equalTo(false)).body("created_at", containsString("T"));
        app.request().get("/v1/end-users/" + app.id()).then().statusCode(404).body("code", equalTo("end_user_not_found"));
    }

    private String write(String question, String answer) {
        return app.request().body(Map.of("question", question, "answer", answer)).post("/v1/apps/annotations").then()
                .statusCode(201).body("question", equalTo(question)).extract().path("id");
    }

    private void enable(double threshold) {
        finished("enable", app.request().body(Map.of("score_threshold", threshold, "embedding_provider_name", "builtin",
                "embedding_model_name", "builtin-hash-embedding")).post("/v1/apps/annotation-reply/enable").then()
                .statusCode(200).body("job_status", equalTo("waiting")).extract().path("job_id"));
    }

    private void finished(String action, String job) {
        Eventually.isTrue("the job is completed",
                () -> app.request().get("/v1/apps/annotation-reply/" + action + "/status/" + job).then().statusCode(200).extract()
                        .path("job_status").equals("completed"));
    }

    private io.restassured.response.ValidatableResponse ask(String question) {
        return app.request().body(TestApps.blocking(question)).post("/v1/chat-messages").then().statusCode(200);
    }

    private io.restassured.response.ValidatableResponse console(String path) {
        return app.owner().request().get("/console/api/apps/" + app.id() + path).then().statusCode(200);
    }
}
