package dev.difynative.api.console.logs;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ConsoleLogResourceTest {
    private static ModelServer models;

    @Inject TestApps apps;
    @Inject Members members;
    private TestApps.TestApp app;
    private String first;
    private String conversation;
    private String second;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void talk() {
        models.reset();
        app = apps.of("chat", models);
        models.reply("/chat/completions", ModelReply.saying("An ", "answer"));
        ValidatableResponse answer = ask("What is a hedgehog?", "u-1", "");
        first = answer.extract().path("message_id");
        conversation = answer.extract().path("conversation_id");
        second = ask("And an owl?", "u-1", conversation).extract().path("message_id");
        ask("Where is 100% cotton?", "u-2", "");
    }

    @Test
    void conversationsAreListedWithWhatDevelopersWantToKnow() {
        app.request().body(Map.of("rating", "like", "user", "u-1")).post("/v1/messages/" + first + "/feedbacks").then()
                .statusCode(200);
        rate(second, "dislike", 200);
        get("/chat-conversations").body("total", equalTo(2)).body("has_more", equalTo(false))
                .body("data[0].summary", equalTo("Where is 100% cotton?"))
                .body("data[1].id", equalTo(conversation)).body("data[1].summary", equalTo("What is a hedgehog?"))
                .body("data[1].message_count", equalTo(2)).body("data[1].status_count.success", equalTo(2))
                .body("data[1].from_source", equalTo("api")).body("data[1].from_end_user_session_id", equalTo("u-1"))
                .body("data[1].user_feedback_stats.like", equalTo(1)).body("data[1].admin_feedback_stats.dislike", equalTo(1))
                .body("data[1].annotated", equalTo(false)).body("data[1].message", nullValue());
        get("/chat-conversations?sort_by=created_at&limit=1").body("data.id", equalTo(List.of(conversation)))
                .body("has_more", equalTo(true));
        get("/chat-conversations/" + conversation).body("message_count", equalTo(2));
    }

    @Test
    void theyAreFoundByWordTimeAndAnnotation() {
        get("/chat-conversations?keyword=OWL").body("data.id", equalTo(List.of(conversation)));
        app.owner().request().queryParam("keyword", "100%").get(path("/chat-conversations")).then().statusCode(200)
                .body("data", hasSize(1));
        get("/chat-conversations?keyword=nothing").body("data", hasSize(0));
        get("/chat-conversations?end=2020-01-01 00:00").body("total", equalTo(0));
        get("/chat-conversations?start=2020-01-01 00:00").body("total", equalTo(2));
        app.owner().request().body(Map.of("message_id", second, "answer", "A bird")).post(path("/annotations")).then()
                .statusCode(201);
        get("/chat-conversations?annotation_status=annotated").body("data.id", equalTo(List.of(conversation)))
                .body("data[0].annotated", equalTo(true));
        get("/chat-conversations?annotation_status=not_annotated").body("total", equalTo(1));
        fault("/chat-conversations?annotation_status=maybe", "annotation_status");
        fault("/chat-conversations?start=yesterday", "start");
        fault("/chat-conversations?sort_by=name", "sort_by");
    }

    @Test
    void aWordIsFoundWhereverAndHoweverItIsWritten() {
        models.reply("/chat/completions", ModelReply.saying("Die ÄUSSERE Hülle", " schützt das Tier 刺猬"));
        String named = ask("Wie heißt der Igel?", "Straßen-Maus", "").extract().path("conversation_id");
        for (String keyword : List.of("äussere", "HÜLLE", "igel", "IGEL?", "Wie h", "刺猬", "刺", "straßen-m", "tI", "e")) {
            assertTrue(found(keyword).contains(named), keyword);
        }
        assertEquals(List.of(), found("aeussere"));
        assertEquals(List.of(named), found("tier 刺"));
        // The end of the question and the beginning of the answer are no text.
        assertEquals(List.of(), found("igel?die"));
        assertEquals(List.of(conversation), found("an owl"));
        assertEquals(List.of(conversation), found("\0owl\0 "));
    }

    @Test
    void whatItsMarksSayToLackAWordIsNotReadAndWhatHasNoMarksIs() {
        assertEquals(List.of(conversation), found("hedgehog"));
        Rows.insert("UPDATE messages SET text_marks = decode(repeat('00', 16), 'hex') WHERE id = ?::uuid", first);
        assertEquals(List.of(), found("hedgehog"));
        Rows.insert("UPDATE messages SET text_marks = NULL WHERE id = ?::uuid", first);
        assertEquals(List.of(conversation), found("hedgehog"));
    }

    @Test
    void ofWhatAWordIsFoundInAHundredAreCountedBesideThePage() {
        Rows.insert("""
                INSERT INTO conversations (id, tenant_id, app_id, from_source, name, inputs, status, created_at, updated_at)
                SELECT gen_random_uuid(), ?, ?::uuid, 'api', 'Badger ' || i, '{}', 'normal', now() - i * interval '1 second', now()
                FROM generate_series(1, 200) i""", app.owner().tenantId(), app.id());
        get("/chat-conversations?keyword=badger&limit=20").body("total", equalTo(120)).body("has_more", equalTo(true))
                .body("data[0].name", equalTo("Badger 1"));
        get("/chat-conversations?keyword=badger&limit=20&page=10").body("total", equalTo(200))
                .body("has_more", equalTo(false)).body("data[19].name", equalTo("Badger 200"));
        get("/chat-conversations?keyword=badger&limit=20&page=9").body("total", equalTo(200)).body("has_more", equalTo(true));
        get("/chat-conversations?keyword=badger&limit=20&page=11").body("total", equalTo(200)).body("has_more", equalTo(false))
                .body("data", equalTo(List.of()));
    }

    @Test
    void conversationsOfOneSourceAreListed() {
        app.owner().request().body(Map.of("query", "Tried out", "response_mode", "blocking")).post(path("/chat-messages")).then()
                .statusCode(200);
        String tried = Rows.text("SELECT id::text FROM conversations WHERE app_id = ?::uuid AND from_source = 'console'",
                app.id());
        get("/chat-conversations?from_source=console").body("data.id", equalTo(List.of(tried)));
        get("/chat-conversations?from_source=api").body("total", equalTo(2));
        get("/chat-conversations?from_source=site").body("total", equalTo(0));
        get("/chat-conversations").body("total", equalTo(3));
        // As an import leaves what was said on the site of an app.
        UUID asked = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO conversations (id, tenant_id, app_id, from_source, name, inputs, status, created_at, updated_at)
                VALUES (?, ?, ?::uuid, 'site', 'Asked on the site', '{}', 'normal', now(), now())""", asked,
                app.owner().tenantId(), app.id());
        get("/chat-conversations?from_source=site").body("data.id", equalTo(List.of(asked.toString())));
        get("/chat-conversations/" + asked).body("from_source", equalTo("site"));
        fault("/chat-conversations?from_source=phone", "from_source");
    }

    @Test
    void messagesAreShownWithWhatTheyCostAndWhatPeopleThink() {
        rate(first, "like", 200);
        get("/chat-messages?conversation_id=" + conversation).body("data.id", equalTo(List.of(first, second)))
                .body("data[0].query", equalTo("What is a hedgehog?")).body("data[0].answer", equalTo("An answer"))
                .body("data[0].message_tokens", equalTo(7)).body("data[0].answer_tokens", equalTo(2))
                .body("data[0].feedbacks.from_source", equalTo(List.of("admin")))
                .body("data[1].parent_message_id", equalTo(first)).body("data[1].status", equalTo("normal"));
        get("/chat-messages?limit=1&conversation_id=" + conversation).body("data.id", equalTo(List.of(second)))
                .body("has_more", equalTo(true));
        get("/chat-messages?conversation_id=" + conversation + "&first_id=" + second).body("data.id", equalTo(List.of(first)));
        rate(first, null, 200);
        rate(first, null, 400);
        get("/messages/" + first).body("feedbacks", hasSize(0));
        fault("/chat-messages", "conversation_id");
    }

    @Test
    void feedbackIsExportedAsATableAndAsJson() {
        app.request().body(Map.of("rating", "like", "user", "u-1", "content", "Nice, thanks"))
                .post("/v1/messages/" + first + "/feedbacks");
        rate(second, "dislike", 200);
        get("/feedbacks/export?format=json").body("data", hasSize(2))
                .body("data.find { it.from_source == 'user' }.feedback_comment", equalTo("Nice, thanks"))
                .body("data.find { it.from_source == 'user' }.from_end_user", equalTo("u-1"))
                .body("data.find { it.from_source == 'user' }.user_query", equalTo("What is a hedgehog?"));
        get("/feedbacks/export?format=json&rating=dislike&from_source=admin").body("data.message_id", equalTo(List.of(second)));
        get("/feedbacks/export?format=json&has_comment=true").body("data", hasSize(1));
        get("/feedbacks/export?format=json&end_date=2020-01-31").body("data", hasSize(0));
        String table = app.owner().request().get(path("/feedbacks/export")).then().statusCode(200).extract().asString();
        assertEquals(3, table.lines().count());
        fault("/feedbacks/export?format=xml", "format");
        fault("/feedbacks/export?rating=great", "rating");
    }

    @Test
    void aDeletedConversationIsGone() {
        app.owner().request().delete(path("/chat-conversations/" + conversation)).then().statusCode(204);
        app.owner().request().get(path("/chat-conversations/" + conversation)).then().statusCode(404);
        app.owner().request().get(path("/messages/" + first)).then().statusCode(404);
    }

    @Test
    void onlyEditorsOfTheWorkspaceSeeThem() {
        app.owner();
        members.join(app.owner().tenantId(), Role.NORMAL).request().get(path("/chat-conversations")).then().statusCode(403);
        members.owner().request().get(path("/chat-conversations")).then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void theDaysOfAnAppAreCounted() {
        // All of one day, also when they were asked around midnight.
        Rows.insert("""
                UPDATE messages SET latency = 0.5, total_price = 0.0000040, created_at = '2026-03-01T12:00:00Z'
                WHERE app_id = ?::uuid""", app.id());
        app.request().body(Map.of("rating", "like", "user", "u-1")).post("/v1/messages/" + first + "/feedbacks");
        statistic("daily-messages").body("data.date", equalTo(List.of("2026-03-01"))).body("data[0].message_count", equalTo(3));
        statistic("daily-conversations").body("data[0].conversation_count", equalTo(2));
        statistic("daily-end-users").body("data[0].terminal_count", equalTo(2));
        statistic("token-costs").body("data[0].token_count", equalTo(27)).body("data[0].total_price", equalTo("0.0000120"))
                .body("data[0].currency", equalTo("USD"));
        statistic("average-session-interactions").body("data[0].interactions", equalTo(1.5f));
        statistic("user-satisfaction-rate").body("data[0].rate", equalTo(333.33f));
        statistic("average-response-time").body("data[0].latency", equalTo(500f));
        statistic("tokens-per-second").body("data[0].tps", equalTo(4f));
        get("/statistics/daily-messages?end=2020-01-01 00:00").body("data", hasSize(0));
        app.owner().request().get(path("/statistics/nonsense")).then().statusCode(404);
    }

    @Test
    void aDayBeginsWhereItsReaderIs() {
        Rows.insert("UPDATE messages SET created_at = '2026-03-01T22:30:00Z' WHERE app_id = ?::uuid", app.id());
        Rows.insert("UPDATE accounts SET timezone = 'Asia/Shanghai' WHERE id = ?", app.owner().accountId());
        statistic("daily-messages").body("data.date", equalTo(List.of("2026-03-02")));
        get("/statistics/daily-messages?start=2026-03-02 06:31").body("data", hasSize(0));
    }

    @Test
    void aCompletionAppsConversationsShowTheirOneMessage() {
        TestApps.TestApp completion = apps.more(app.owner(), "completion");
        completion.request().body(Map.of("inputs", Map.of(), "query", "Sum up", "user", "u-1")).post("/v1/completion-messages")
                .then().statusCode(200);
        completion.owner().request().get("/console/api/apps/" + completion.id() + "/completion-conversations").then()
                .statusCode(200).body("data", hasSize(1)).body("data[0].message.answer", equalTo("An answer"));
        assertTrue(models.asked().size() > 3);
    }

    private List<String> found(String keyword) {
        return app.owner().request().queryParam("keyword", keyword).get(path("/chat-conversations")).then().statusCode(200)
                .extract().path("data.id");
    }

    private ValidatableResponse ask(String query, String user, String conversationId) {
        Map<String, Object> question = new HashMap<>(TestApps.blocking(query));
        question.put("user", user);
        question.put("conversation_id", conversationId);
        return app.request().body(question).post("/v1/chat-messages").then().statusCode(200);
    }

    private void rate(String message, String rating, int status) {
        Map<String, Object> body = new HashMap<>(Map.of("message_id", message));
        body.put("rating", rating);
        app.owner().request().body(body).post(path("/feedbacks")).then().statusCode(status);
    }

    private ValidatableResponse statistic(String name) { return get("/statistics/" + name); }

    private ValidatableResponse get(String rest) { return app.owner().request().get(path(rest)).then().statusCode(200); }

    private void fault(String rest, String field) {
        app.owner().request().get(path(rest)).then().statusCode(400).body("details.field", equalTo(field));
    }

    private String path(String rest) { return "/console/api/apps/" + app.id() + rest; }
}
