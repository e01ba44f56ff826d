package dev.difynative.demo;

import static dev.difynative.testsupport.TestApps.blocking;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.knowledge.Viewer;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Members;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

@QuarkusTest
class DemoKnowledgeTest {
    @Inject Members members;
    @Inject DemoKnowledge knowledge;

    @Test
    void theFirstQuestionOfANewcomerIsAnsweredWithACitation() {
        Members.Member owner = members.owner();
        UUID dataset = knowledge.make(Viewer.member(owner.tenantId(), owner.accountId(), Role.OWNER));
        String app = owner.request().body(Map.of("name", "Demo", "mode", "chat")).post("/console/api/apps").then().extract()
                .path("id");
        owner.request().body(Demo.modelConfig(dataset)).post("/console/api/apps/" + app + "/model-config").then().statusCode(200);
        String key = owner.request().post("/console/api/apps/" + app + "/api-keys").then().extract().path("token");

        Eventually.isTrue("its documents are indexed", () -> answer(key).getList("metadata.retriever_resources").size() >= 2);
        JsonPath answer = answer(key);
        assertEquals("models.md", answer.getString("metadata.retriever_resources[0].document_name"));
        assertTrue(answer.getString("answer").contains("Real answers come from a model provider"), answer.getString("answer"));
    }

    private static JsonPath answer(String key) {
        return RestAssured.given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON)
                .body(blocking("How do I get real answers?")).post("/v1/chat-messages").then().statusCode(200).extract()
                .jsonPath();
    }
}
