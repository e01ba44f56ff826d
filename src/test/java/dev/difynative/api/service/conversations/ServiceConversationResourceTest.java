package dev.difynative.api.service.conversations;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Golden;
import dev.difynative.testsupport.Rival;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
class ServiceConversationResourceTest {
    private static final String OPENING = "\"opening_statement\":\"Hello!\"";

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/v1"})
    void conversationsAreListedAtBothAddresses(String base) {
        SampleApp app = SampleApp.of("chat", OPENING);
        app.conversation("u1");
        Golden.assertSame("public/conversations",
                app.call().get(base + "/conversations?user=u1").then().statusCode(200).extract().asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-created_at", "updated_at", "-updated_at"})
    void pagesFollowOneAnotherInEveryOrder(String order) {
        SampleApp app = SampleApp.of("chat", "");
        List<String> oldestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            oldestFirst.add(app.conversation("u1"));
        }
        // Same times: the id decides.
        Rows.insert("UPDATE conversations SET created_at = '2026-01-01Z', updated_at = '2026-01-01Z' WHERE app_id = ?", app.id());
        List<String> listed = new ArrayList<>();
        boolean more = true;
        while (more) {
            String last = listed.isEmpty() ? "" : "&last_id=" + listed.getLast();
            JsonPath page = app.call().get("/v1/conversations?user=u1&limit=2&sort_by=" + order + last).then().statusCode(200)
                    .extract().jsonPath();
            listed.addAll(page.getList("data.id"));
            more = page.getBoolean("has_more");
        }
        assertEquals(order.startsWith("-") ? oldestFirst.reversed() : oldestFirst, listed);
    }

    @Test
    void aQuestionMakesAConversationTheMostRecentOne() {
        SampleApp app = SampleApp.of("chat", "");
        String first = app.conversation("u1");
        String second = app.conversation("u1");
        app.ask("u1", "And a badger?", first);
        app.call().get("/v1/conversations?user=u1").then().body("data.id", contains(first, second));
    }

    @Test
    void nobodySeesTheConversationsOfOthers() {
        SampleApp app = SampleApp.of("chat", "");
        String id = app.conversation("u1");
        app.call().get("/v1/conversations?user=u2").then().statusCode(200).body("data", hasSize(0));
        app.call().get("/v1/conversations").then().statusCode(200).body("data", hasSize(0));
        app.call().get("/v1/conversations/{id}/messages?user=u2", id).then().statusCode(404).body("code", equalTo("not_found"));
        app.call("{\"user\":\"u2\",\"name\":\"Mine\"}").post("/v1/conversations/{id}/name", id).then().statusCode(404);
        app.call("{\"user\":\"u2\"}").delete("/v1/conversations/{id}", id).then().statusCode(404);
        SampleApp other = SampleApp.inTenant(app.tenantId(), "chat", "{}");
        other.call("{\"user\":\"u1\"}").delete("/v1/conversations/{id}", id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "limit=1.5", "sort_by=name"})
    void aParameterOutOfRangeIsRefused(String query) {
        SampleApp.of("chat", "").call().get("/v1/conversations?user=u1&" + query).then().statusCode(400)
                .body("code", equalTo("invalid_param"))
                .body("details.field", equalTo(query.substring(0, query.indexOf('='))));
    }

    @Test
    void anUnknownLastConversationIsNotFound() {
        SampleApp app = SampleApp.of("chat", "");
        for (String id : List.of(UUID.randomUUID().toString(), "nonsense")) {
            app.call().get("/v1/conversations?user=u1&last_id={id}", id).then().statusCode(404).body("code",
                    equalTo("not_found"));
        }
    }

    @Test
    void aConversationIsRenamed() {
        SampleApp app = SampleApp.of("chat", OPENING);
        String id = app.conversation("u1");
        Golden.assertSame("public/conversation-renamed", app.call("{\"user\":\"u1\",\"name\":\" Hedgehogs \"}")
                .post("/v1/conversations/{id}/name", id).then().statusCode(200).extract().asString());
        app.call().get("/v1/conversations?user=u1").then().body("data.name", contains("Hedgehogs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"user\":\"u1\"}", "{\"user\":\"u1\",\"name\":\"  \"}", "{\"user\":\"u1\",\"name\":\"\\u0000\"}"})
    void aNameIsRequired(String body) {
        SampleApp app = SampleApp.of("chat", "");
        app.call(body).post("/v1/conversations/{id}/name", app.conversation("u1")).then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("name"));
    }

    @Test
    void aConversationWithoutMessagesCannotBeNamedAutomatically() {
        SampleApp app = SampleApp.of("chat", "");
        String id = app.conversation("u1");
        Rows.insert("DELETE FROM messages WHERE conversation_id = ?", UUID.fromString(id));
        app.call("{\"user\":\"u1\",\"auto_generate\":true}").post("/v1/conversations/{id}/name", id).then().statusCode(400)
                .body("code", equalTo("invalid_param"));
    }

    @Test
    void aConversationIsNamedAutomatically() {
        SampleApp app = SampleApp.of("chat", "");
        String id = app.conversation("u1");
        app.call("{\"user\":\"u1\",\"auto_generate\":true}").post("/v1/conversations/{id}/name", id).then().statusCode(200)
                .body("id", equalTo(id));
    }

    @Test
    void aDeletedConversationIsGoneWithItsMessages() {
        SampleApp app = SampleApp.of("chat", "");
        String id = app.conversation("u1");
        String answer = app.call("{\"user\":\"u1\"}").delete("/api/conversations/{id}", id).then().statusCode(204).extract()
                .asString();
        assertEquals("", answer);
        app.call().get("/v1/conversations/{id}/messages?user=u1", id).then().statusCode(404);
        app.call("{\"user\":\"u1\"}").delete("/v1/conversations/{id}", id).then().statusCode(404);
    }

    @Test
    void aDeletionNeedsNoBody() {
        SampleApp app = SampleApp.of("chat", "");
        app.call().delete("/v1/conversations/{id}?user=u1", app.conversation("u1")).then().statusCode(204);
    }

    @Test
    void theNameOfAUserHasItsLimits() {
        SampleApp app = SampleApp.of("chat", "");
        for (String user : List.of("x".repeat(256), "a%00b")) {
            app.call().urlEncodingEnabled(false).get("/v1/conversations?user=" + user).then().statusCode(400)
                    .body("code", equalTo("invalid_param")).body("details.field", equalTo("user"));
        }
        app.call().get("/v1/conversations?user=" + "x".repeat(255)).then().statusCode(200);
    }

    @Test
    void anAppWithoutConversationsSaysSo() {
        SampleApp.of("completion", "").call().get("/v1/conversations?user=u1").then().statusCode(400)
                .body("code", equalTo("not_chat_app"));
    }

    @Test
    void aCallIsToldThatAnotherOneDeletedTheConversationAtTheSameMoment() throws Exception {
        SampleApp app = SampleApp.of("chat", "");
        List<Function<String, Response>> calls = List.of(
                id -> app.call("{\"user\":\"u1\",\"name\":\"Late\"}").post("/v1/conversations/{id}/name", id),
                id -> app.call("{\"user\":\"u1\"}").delete("/v1/conversations/{id}", id));
        for (Function<String, Response> call : calls) {
            String id = app.conversation("u1");
            Rival.writing("DELETE FROM conversations WHERE id = ?::uuid", id).overtakes(() -> call.apply(id)).then()
                    .statusCode(404).body("code", equalTo("not_found")).body("status", equalTo(404));
        }
    }
}
