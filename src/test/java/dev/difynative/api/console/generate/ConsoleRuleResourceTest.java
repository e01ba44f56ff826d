package dev.difynative.api.console.generate;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ConsoleRuleResourceTest {
    @Inject Members members;

    private static ValidatableResponse generate(Member owner, String what, Map<String, Object> body) {
        return owner.request().body(body).post("/console/api/" + what).then().statusCode(200);
    }

    private static void configure(Member owner, ModelServer server) {
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", "sk-1", "openai_api_base", server.url())))
                .post("/console/api/workspaces/current/model-providers/openai/credentials").then().statusCode(201);
    }

    private static ModelReply answer(String text) {
        return ModelReply.of(200, "application/json", """
                {"id":"1","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"finish_reason":"stop","message":
                {"role":"assistant","content":"%s"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""
                .replace("\n", "").formatted(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")));
    }

    @Test
    void aModelWritesPromptsCodeAndSchemas() {
        Member owner = members.owner();
        try (ModelServer server = ModelServer.start()) {
            configure(owner, server);
            Map<String, Object> model = Map.of("provider", "openai", "name", "gpt-4o-mini", "completion_params", Map.of());
            server.reply("/chat/completions",
                    answer("```json\n{\"prompt\": \"Translate {{text}} to {{language}}.\", \"opening_statement\": \"Hello\"}\n```"));
            generate(owner, "rule-generate", Map.of("instruction", "Translate", "model_config", model))
                    .body("prompt", equalTo("Translate {{text}} to {{language}}."))
                    .body("variables", contains("text", "language"))
                    .body("opening_statement", equalTo("Hello")).body("error", equalTo(""));
            server.reset();
            server.reply("/chat/completions", answer("```python\ndef main(a):\n    return {\"b\": a}\n```"));
            generate(owner, "rule-code-generate",
                    Map.of("instruction", "Copy", "model_config", model, "code_language", "python3"))
                    .body("code", equalTo("def main(a):\n    return {\"b\": a}")).body("language", equalTo("python3"));
            server.reset();
            server.reply("/chat/completions", answer("{\"type\": \"object\", \"properties\": {}}"));
            generate(owner, "rule-structured-output-generate", Map.of("instruction", "Nothing", "model_config", model))
                    .body("output", containsString("\"type\" : \"object\"")).body("error", equalTo(""));
        }
    }

    @Test
    void whatTheModelCannotDoIsSaidInTheAnswer() {
        Member owner = members.owner();
        generate(owner, "rule-generate",
                Map.of("instruction", "Translate", "model_config", Map.of("provider", "openai", "name", "x")))
                .body("error", not(equalTo(""))).body("variables", hasSize(0));
        owner.request().body(Map.of("instruction", " ")).post("/console/api/rule-generate").then().statusCode(400)
                .body("details.field", equalTo("instruction"));
    }
}
