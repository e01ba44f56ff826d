package dev.difynative.api.console.apps;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Apps as Dify exports them find here the providers, tools and strategies that they name, and work. */
@QuarkusTest
class ImportedAppsRunTest {
    private static final String CURRENT = "/console/api/workspaces/current";
    private static final String CHAT = """
            app: {description: '', icon: 🤖, icon_background: '#FFEAD5', mode: chat, name: Chat, use_icon_as_answer_icon: false}
            dependencies:
            - current_identifier: null
              type: marketplace
              value: {marketplace_plugin_unique_identifier: '%1$s:0.0.5@6f74f2a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d'}
            kind: app
            version: 0.1.5
            model_config:
              agent_mode: {enabled: false, max_iteration: 5, strategy: function_call, tools: []}
              completion_prompt_config: {}
              chat_prompt_config: {}
              dataset_configs: {datasets: {datasets: []}, retrieval_model: multiple, top_k: 4, reranking_enable: false}
              model: {completion_params: {stop: [], temperature: 0.2}, mode: chat, name: '%3$s', provider: %2$s}
              pre_prompt: Be brief.
              prompt_type: simple
              user_input_form: []
            """;
    private static final String TOOL = """
            app: {description: '', icon: 🤖, icon_background: '#FFEAD5', mode: workflow, name: Tool, use_icon_as_answer_icon: false}
            kind: app
            version: 0.1.5
            workflow:
              conversation_variables: []
              environment_variables: []
              features: {}
              graph:
                edges:
                - {id: a, source: '1', sourceHandle: source, target: '2', targetHandle: target, type: custom}
                - {id: b, source: '2', sourceHandle: source, target: '3', targetHandle: target, type: custom}
                nodes:
                - data: {title: Start, type: start, variables: [{label: given, max_length: 200, required: true, type: text-input, variable: given}]}
                  id: '1'
                - data:
                    provider_id: %1$s
                    provider_name: %1$s
                    provider_type: builtin
                    title: Tool
                    tool_configurations: {}
                    tool_label: Tool
                    tool_name: %2$s
                    tool_parameters:
                      %3$s: {type: mixed, value: '{{#1.given#}}'}
                    type: tool
                  id: '2'
                - data: {outputs: [{value_selector: ['2', text], variable: text}], title: End, type: end}
                  id: '3'
            """;
    private static final String AGENT = """
            app: {description: '', icon: 🤖, icon_background: '#FFEAD5', mode: workflow, name: Agent, use_icon_as_answer_icon: false}
            kind: app
            version: 0.3.0
            workflow:
              features: {}
              graph:
                edges:
                - {id: a, source: '1', target: '2'}
                - {id: b, source: '2', target: '3'}
                nodes:
                - data: {title: Start, type: start, variables: []}
                  id: '1'
                - data:
                    agent_parameters:
                      instruction: {type: constant, value: Work with tools}
                      maximum_iterations: {type: constant, value: 3}
                      model: {type: constant, value: {completion_params: {}, mode: chat, model: gpt-4o-mini, model_type: llm, provider: langgenius/openai/openai, type: model-selector}}
                      query: {type: constant, value: 'What is 6 times 7?'}
                      tools:
                        type: constant
                        value:
                        - enabled: true
                          extra: {description: ''}
                          parameters: {expression: {auto: 1, value: null}}
                          provider_name: langgenius/maths/maths
                          schemas: []
                          settings: {}
                          tool_label: Evaluate
                          tool_name: eval_expression
                          type: builtin
                    agent_strategy_label: %1$s
                    agent_strategy_name: %1$s
                    agent_strategy_provider_name: langgenius/agent/agent
                    title: Agent
                    type: agent
                  id: '2'
                - data: {outputs: [{value_selector: ['2', text], variable: text}], title: End, type: end}
                  id: '3'
            """;
    private static ModelServer models;

    @Inject Members members;
    @Inject TestApps apps;
    @ConfigProperty(name = "test.web-services") String web;
    private Member owner;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void makeAWorkspace() {
        models.reset();
        owner = members.owner();
    }

    /** The id of the app that comes out of a file, and a key of it. */
    private String imported(Member by, String yaml, String mode) {
        String id = by.request().body(Map.of("mode", "yaml-content", "yaml_content", yaml)).post("/console/api/apps/imports")
                .then().statusCode(200).body("status", startsWith("completed")).body("warnings", equalTo(List.of()))
                .body("app_mode", equalTo(mode)).extract().path("app_id");
        if (mode.equals("workflow")) {
            by.request().post("/console/api/apps/" + id + "/workflows/publish").then().statusCode(200)
                    .body("issues", equalTo(List.of()));
        }
        return by.request().post("/console/api/apps/" + id + "/api-keys").then().statusCode(201).extract().path("token");
    }

    private static ValidatableResponse call(String key, String path, Map<String, Object> body) {
        return RestAssured.given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON).body(body).post(path)
                .then().statusCode(200);
    }

    private static ValidatableResponse run(String key, Map<String, Object> inputs) {
        return call(key, "/v1/workflows/run", Map.of("inputs", inputs, "user", "u", "response_mode", "blocking"));
    }

    private void configure(String provider, Map<String, Object> credentials, String model) {
        String path = CURRENT + "/model-providers/" + provider + (model == null ? "/credentials" : "/models/credentials");
        Map<String, Object> body = new HashMap<>(Map.of("credentials", credentials));
        if (model != null) {
            body.put("model", model);
            body.put("model_type", "llm");
        }
        owner.request().body(body).post(path).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"siliconflow, api_key, endpoint_url, deepseek-ai/DeepSeek-V3, /v1", //
            "volcengine_maas, volc_api_key, api_endpoint_host, doubao-1-5-pro-32k-250115, /api/v3", //
            "openrouter, api_key, endpoint_url, openai/gpt-4o-mini, /api/v1", //
            "groq, api_key, endpoint_url, llama-3.3-70b-versatile, /openai/v1", //
            "mistralai, api_key, endpoint_url, mistral-small-latest, /v1", //
            "bedrock, api_key, base_url, openai.gpt-oss-20b-1:0, /openai/v1"})
    void anAppKeepsItsProvider(String provider, String keyField, String addressField, String model, String path) {
        String id = "langgenius/" + provider + "/" + provider;
        configure(id, Map.of(keyField, "sk-test", addressField, models.url() + path), null);
        models.reset();
        models.reply(path + "/chat/completions", ModelReply.saying("Ok."));
        answers(imported(owner, CHAT.formatted("langgenius/" + provider, id, model), "chat"), model);
    }

    @Test
    void anAppKeepsAModelOfXinference() {
        String id = "langgenius/xinference/xinference";
        configure(id, Map.of("server_url", models.url(), "model_uid", "my-qwen"), "qwen2.5-instruct");
        models.reset();
        models.reply("/v1/chat/completions", ModelReply.saying("Ok."));
        answers(imported(owner, CHAT.formatted("langgenius/xinference", id, "qwen2.5-instruct"), "chat"), "my-qwen");
    }

    private static void answers(String key, String model) {
        call(key, "/v1/chat-messages", Map.of("inputs", Map.of(), "query", "Hello", "user", "u", "response_mode", "blocking",
                "auto_generate_name", false)).body("answer", equalTo("Ok."));
        JsonNode asked = models.lastAsked().json();
        assertEquals(model, asked.path("model").asText());
        assertEquals("Be brief.", asked.at("/messages/0/content").asText());
        assertEquals(0.2, asked.path("temperature").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"langgenius/tavily/tavily, tavily_search, query, hedgehogs, They sleep", //
            "tavily, tavily_search, query, hedgehogs, They sleep", //
            "langgenius/searxng/searxng, searxng_search, query, foxes, They hunt", //
            "langgenius/jina_tool/jina, jina_reader, url, https://h.example, Hedgehogs sleep through the winter", //
            "langgenius/webscraper/webscraper, webscraper, url, /page, Oaks lose their leaves", //
            "langgenius/rss/rss, read_feed, url, /feed, https://n.example/1"})
    void aWorkflowKeepsItsTool(String provider, String tool, String parameter, String given, String found) {
        String credentials = CURRENT + "/tool-provider/builtin/%s/add";
        owner.request().body(Map.of("credentials", Map.of("tavily_api_key", "tvly-test")))
                .post(credentials.formatted("tavily")).then().statusCode(200);
        owner.request().body(Map.of("credentials", Map.of("searxng_base_url", web + "/searxng")))
                .post(credentials.formatted("searxng")).then().statusCode(200);
        String key = imported(owner, TOOL.formatted(provider, tool, parameter), "workflow");
        run(key, Map.of("given", given.startsWith("/") ? web + given : given)).body("data.status", equalTo("succeeded"))
                .body("data.outputs.text", containsString(found));
    }

    @Test
    void anAgentKeepsTheStrategyOfFunctionCalls() {
        Member by = apps.of("chat", models).owner();
        models.reset();
        models.reply("/chat/completions", ModelReply.calling("", "eval_expression", "{\"expression\":\"6*7\"}"),
                ModelReply.saying("It is 42."));
        run(imported(by, AGENT.formatted("function_calling"), "workflow"), Map.of())
                .body("data.outputs.text", equalTo("It is 42."));
        assertEquals("42", models.lastAsked().json().at("/messages/3/content").asText());
    }

    @Test
    void anAgentKeepsTheStrategyOfWrittenActions() {
        Member by = apps.of("chat", models).owner();
        models.reset();
        models.reply("/chat/completions",
                ModelReply.saying("Thought: I compute\nAction: {\"action\": \"eval_expression\", \"action_input\": "
                        + "{\"expression\": \"6*7\"}}\n"),
                ModelReply.saying("Thought: I know\nFinal Answer: It is 42."));
        run(imported(by, AGENT.formatted("ReAct"), "workflow"), Map.of()).body("data.outputs.text", equalTo("It is 42."));
        assertEquals("Observation: 42",
                models.lastAsked().json().get("messages").get(4).get("content").asText().lines().findFirst().orElse(""));
    }
}
