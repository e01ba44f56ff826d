package dev.difynative.billing;

import static dev.difynative.testsupport.TestApps.blocking;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

/** What models do beside answers is in the ledger too. */
@QuarkusTest
class SideUsageTest {
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
        models.reset();
        models.reply("/chat/completions", ModelReply.whole("Hedgehogs in winter"));
    }

    private Map<String, Map<String, Object>> usage(String groupBy) {
        List<Map<String, Object>> rows = app.owner().request().get("/console/api/billing/usage?group_by=" + groupBy).then()
                .statusCode(200).extract().path("data");
        Map<String, Map<String, Object>> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(row.get("key").toString(), row));
        return byKey;
    }

    private Map<String, Object> row(String groupBy, String key) {
        Eventually.isTrue("the ledger has " + key, () -> usage(groupBy).containsKey(key));
        return usage(groupBy).get(key);
    }

    private static void assertUsed(int requests, int in, int out, String price, Map<String, Object> row) {
        assertEquals(List.of(requests, in, out, price),
                List.of(row.get("requests"), row.get("tokens_in"), row.get("tokens_out"), row.get("price")), row::toString);
    }

    @Test
    void speechIsChargedToTheUserWhoAskedForIt() {
        app.configure(Map.of("speech_to_text", Map.of("enabled", true), "text_to_speech", Map.of("enabled", true)));
        models.reply("/audio/transcriptions", ModelReply.of(200, "application/json", "{\"text\":\"Good morning\"}"));
        models.reply("/audio/speech", ModelReply.of(200, "audio/mpeg", "ID3-sound"));
        app.request().body(Map.of("text", "Good morning", "user", "alice")).post("/v1/text-to-audio").then().statusCode(200);
        app.request().contentType(ContentType.MULTIPART)
                .multiPart("file", "note.mp3", "sound".getBytes(StandardCharsets.US_ASCII), "audio/mp3").formParam("user", "bob")
                .post("/v1/audio-to-text").then().statusCode(200).body("text", equalTo("Good morning"));
        assertUsed(1, 2, 0, "0.0000000", row("end_user", "alice"));
        assertUsed(1, 0, 2, "0.0000000", row("end_user", "bob"));
        assertUsed(2, 2, 2, "0.0000000", row("app", app.id()));
    }

    @Test
    void namesOfConversationsAreChargedBesideTheirAnswers() {
        Map<String, Object> named = new HashMap<>(blocking("When do hedgehogs sleep?"));
        named.put("auto_generate_name", true);
        models.reply("/chat/completions", ModelReply.saying("They sleep."), ModelReply.whole("Hedgehogs in winter"));
        app.request().body(named).post("/v1/chat-messages").then().statusCode(200);
        Eventually.isTrue("the name is charged", () -> !Integer.valueOf(7).equals(row("app", app.id())
                .get("tokens_in")));
        assertUsed(1, 14, 2, row("app", app.id()).get("price").toString(), row("app", app.id()));
    }

    @Test
    void suggestedQuestionsAreChargedBeforeTheyAreShown() {
        app.configure(Map.of("suggested_questions_after_answer", Map.of("enabled", true)));
        models.reply("/chat/completions", ModelReply.saying("They sleep."), ModelReply.whole("[\"Where?\"]"));
        String message = app.request().body(blocking("When do hedgehogs sleep?")).post("/v1/chat-messages").then().statusCode(200)
                .extract().path("message_id");
        app.request().get("/v1/messages/" + message + "/suggested?user=u-1").then().statusCode(200)
                .body("data", hasItem("Where?"));
        assertUsed(1, 14, 2, usage("app").get(app.id()).get("price").toString(), usage("app").get(app.id()));
    }

    @Test
    void theModelThatJudgesPassagesIsChargedBeforeItsOrderIsUsed() {
        models.reply("/rerank", ModelReply.of(200, "application/json",
                "{\"results\":[{\"index\":0,\"relevance_score\":0.9}],\"usage\":{\"total_tokens\":21}}"));
        app.owner().request().body(Map.of("model", "judge", "model_type", "rerank", "credentials",
                Map.of("endpoint_url", models.url() + "/v1", "api_key", "sk-test")))
                .post("/console/api/workspaces/current/model-providers/openai_api_compatible/models/credentials").then()
                .statusCode(201);
        String dataset = app.owner().request().body(Map.of("name", "Animals", "indexing_technique", "economy"))
                .post("/console/api/datasets").then().statusCode(201).extract().path("id");
        String document = app.owner().request().body(Map.of("name", "Hedgehogs", "text", "Hedgehogs sleep through the winter.",
                "indexing_technique", "economy")).post("/console/api/datasets/" + dataset + "/document/create_by_text").then()
                .statusCode(200).extract().path("document.id");
        indexed(dataset, document);
        app.configure(Map.of("dataset_configs", Map.of("retrieval_model", "multiple", "reranking_enable", true,
                "reranking_model", Map.of("reranking_provider_name", "openai_api_compatible", "reranking_model_name", "judge"),
                "datasets", Map.of("datasets", List.of(Map.of("dataset", Map.of("enabled", true, "id", dataset)))))));
        models.reply("/chat/completions", ModelReply.saying("They sleep."));
        app.request().body(blocking("When do hedgehogs sleep?")).post("/v1/chat-messages").then().statusCode(200);
        assertUsed(0, 21, 0, "0.0000000", usage("model").get("openai_api_compatible/judge"));
    }

    @Test
    void whatIsModeratedIsInTheLedgerThoughItIsFree() {
        app.configure(Map.of("sensitive_word_avoidance", Map.of("enabled", true, "type", "openai_moderation", "config",
                Map.of("inputs_config", Map.of("enabled", true, "preset_response", "No."), "outputs_config",
                        Map.of("enabled", false)))));
        models.reply("/moderations", ModelReply.of(200, "application/json", "{\"results\":[{\"flagged\":false}]}"));
        models.reply("/chat/completions", ModelReply.saying("They sleep."));
        app.request().body(blocking("When do hedgehogs sleep?")).post("/v1/chat-messages").then().statusCode(200)
                .body("answer", equalTo("They sleep."));
        assertEquals(0, usage("model").get("openai/omni-moderation-latest").get("requests"));
        assertEquals("0.0000000", usage("model").get("openai/omni-moderation-latest").get("price"));
        assertTrue((int) usage("model").get("openai/omni-moderation-latest").get("tokens_in") > 3);
    }

    private void indexed(String dataset, String document) {
        Eventually.isTrue("the document is indexed", () -> "completed".equals(app.owner().request()
                .get("/console/api/datasets/" + dataset + "/documents/" + document + "/indexing-status")
                .path("indexing_status")));
    }

    @Test
    void embeddingsAreChargedToTheWorkspaceThatIndexesAndToTheAppThatAsks() {
        app.owner().request().body(Map.of("model_settings", List.of(Map.of("model_type", "text-embedding", "provider", "openai",
                "model", "text-embedding-3-small")))).post("/console/api/workspaces/current/default-model").then()
                .statusCode(200);
        String dataset = app.owner().request().body(Map.of("name", "Animals", "indexing_technique", "high_quality"))
                .post("/console/api/datasets").then().statusCode(201).extract().path("id");
        String document = app.owner().request().body(Map.of("name", "Hedgehogs", "text", "Hedgehogs sleep through the winter.",
                "indexing_technique", "high_quality")).post("/console/api/datasets/" + dataset + "/document/create_by_text")
                .then()
                .statusCode(200).extract().path("document.id");
        indexed(dataset, document);
        assertUsed(0, 1, 0, "0.0000000", usage("app").get(""));
        app.configure(Map.of("dataset_configs", Map.of("retrieval_model", "multiple", "reranking_enable", false, "datasets",
                Map.of("datasets", List.of(Map.of("dataset", Map.of("enabled", true, "id", dataset)))))));
        models.reply("/chat/completions", ModelReply.saying("They sleep."));
        app.request().body(blocking("When do hedgehogs sleep?")).post("/v1/chat-messages").then().statusCode(200);
        Map<String, Object> embedded = row("model", "openai/text-embedding-3-small");
        assertUsed(0, 2, 0, "0.0000000", embedded);
        assertEquals(8, row("app", app.id()).get("tokens_in"), "a question to the model, and one to the embeddings");
        assertUsed(1, 8, 1, row("app", app.id()).get("price").toString(), row("end_user", "u-1"));
    }
}
