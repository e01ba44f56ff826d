package dev.difynative.api.console.models;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.models.EmbedKind;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rival;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleModelProviderResourceTest {
    private static final String PROVIDERS = "/console/api/workspaces/current/model-providers";
    private static final String DEFAULT = "/console/api/workspaces/current/default-model?model_type=";
    private static final String KEY = "sk-live-0123456789abcdef";

    @Inject Members members;
    @Inject EntityManager database;
    @Inject ModelRuntime runtime;

    private static ModelServer server;
    private Member owner;

    @BeforeAll
    static void start() { server = ModelServer.start(); }

    @AfterAll
    static void stop() { server.close(); }

    @BeforeEach
    void workspace() {
        server.reset();
        owner = members.owner();
    }

    private void configure(String provider, Map<String, Object> credentials) {
        owner.request().body(Map.of("credentials", credentials)).post(PROVIDERS + "/" + provider + "/credentials").then()
                .statusCode(201);
    }

    private void configureOpenAi() { configure("openai", Map.of("openai_api_key", KEY, "openai_api_base", server.url())); }

    @Test
    void everyProviderIsListedAndOnlyTheBuiltInOneIsActive() {
        owner.request().get(PROVIDERS).then().statusCode(200)
                .body("data.provider",
                        equalTo(List.of("openai", "azure_openai", "anthropic", "ollama", "deepseek", "tongyi", "zhipuai",
                                "moonshot", "gemini", "cohere", "jina", "siliconflow", "volcengine_maas", "xinference",
                                "openrouter", "groq", "mistralai", "bedrock", "openai_api_compatible", "builtin")))
                .body("data.findAll { it.status == 'active' }.provider", equalTo(List.of("builtin")))
                .body("data[0].label.en_US", equalTo("OpenAI"))
                .body("data[0].icon_small.zh_Hans", containsString("/model-providers/openai/icon_small/zh_Hans"))
                .body("data[0].provider_credential_schema.credential_form_schemas.variable",
                        equalTo(List.of("openai_api_key", "openai_organization", "openai_api_base")))
                .body("data[0].models.find { it.model == 'gpt-4o-mini' }.model_properties.context_size", equalTo(128000))
                .body("data[0].models[0].status", equalTo("no-configure"))
                .body("data[0].models[0].fetch_from", equalTo("predefined-model"))
                .body("data[0].custom_configuration.status", equalTo("no-configure"));
    }

    @Test
    void credentialsWhoseQuotaIsUsedUpAreShownAsSuch() {
        configure("openai", Map.of("openai_api_key", KEY + "-spent", "openai_api_base", server.url()));
        server.reply("/chat/completions", ModelReply.of(429, "application/json",
                "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}"));
        assertThrows(CompletionException.class, () -> runtime.chat(owner.tenantId(), "openai", "gpt-4o-mini")
                .complete(ChatPrompt.of(List.of(ChatMessage.user("Hello")))).join());
        owner.request().get(PROVIDERS).then().body("data[0].status", equalTo("quota-exceeded"))
                .body("data[0].models[0].status", equalTo("quota-exceeded"))
                .body("data[0].custom_configuration.status", equalTo("active"));
        configure("openai", Map.of("openai_api_key", KEY + "-2", "openai_api_base", server.url()));
        owner.request().get(PROVIDERS).then().body("data[0].status", equalTo("active"));
    }

    @Test
    void aListCanBeOfOneType() {
        owner.request().get(PROVIDERS + "?model_type=rerank").then()
                .body("data.provider", equalTo(List.of("cohere", "jina", "siliconflow", "xinference", "openai_api_compatible")));
        owner.request().get(PROVIDERS + "?model_type=wrong").then().statusCode(400).body("code", equalTo("invalid_param"));
    }

    @Test
    void credentialsAreTriedStoredEncryptedAndShownOnlyHidden() {
        configureOpenAi();
        assertEquals("GET", server.lastAsked().method());
        assertEquals("/v1/models", server.lastAsked().path());
        assertEquals("Bearer " + KEY, server.lastAsked().headers().get("authorization"));
        owner.request().get(PROVIDERS + "/openai/credentials").then()
                .body("credentials.openai_api_key", equalTo("sk-liv************ef"))
                .body("credentials.openai_api_base", equalTo(server.url()))
                .body("credential_name", equalTo("API KEY 1"));
        owner.request().get(PROVIDERS).then()
                .body(not(containsString(KEY)))
                .body("data[0].status", equalTo("active"))
                .body("data[0].custom_configuration.available_credentials", hasSize(1));
        Object sealed = database.createNativeQuery("select sealed from provider_credentials where tenant_id = ?1")
                .setParameter(1, owner.tenantId())
                .getSingleResult();
        assertTrue(sealed.toString().matches("1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{60,}"), sealed.toString());
    }

    @Test
    void aLongIdNamesTheSameProvider() {
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", KEY, "openai_api_base", server.url() + "/v1/")))
                .post(PROVIDERS + "/langgenius/openai/openai/credentials").then().statusCode(201);
        assertEquals("/v1/models", server.lastAsked().path());
        owner.request().get(PROVIDERS + "/openai/credentials").then().body("credentials", notNullValue());
        owner.request().urlEncodingEnabled(false).get(PROVIDERS + "/langgenius%2Fopenai%2Fopenai/credentials").then()
                .statusCode(200)
                .body("credentials", notNullValue());
        assertEquals("Hello! How can I assist you today?", chat("langgenius/openai/openai", "gpt-4o-mini"));
    }

    private String chat(String provider, String model) {
        return runtime.chat(owner.tenantId(), provider, model).complete(ChatPrompt.of(List.of(ChatMessage.user("Hi")))).join()
                .text();
    }

    @Test
    void aRefusedKeyIsNotStored() {
        server.reply("/models", ModelReply.transcript("openai/error-401.txt"));
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", "sk-wrong-key", "openai_api_base", server.url())))
                .post(PROVIDERS + "/openai/credentials").then().statusCode(400)
                .body("code", equalTo("invalid_param"))
                .body("message", containsString("Incorrect API key provided"))
                .body("details.field", equalTo("credentials"));
        owner.request().get(PROVIDERS + "/openai/credentials").then().statusCode(200).body("credentials", nullValue());
    }

    @Test
    void anUnreachableProviderIsRefused() {
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", KEY, "openai_api_base", "http://127.0.0.1:1")))
                .post(PROVIDERS + "/openai/credentials").then().statusCode(400)
                .body("message", containsString("cannot be reached"));
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", KEY, "openai_api_base", "http://169.254.169.254/x")))
                .post(PROVIDERS + "/openai/credentials").then().statusCode(400)
                .body("message", containsString("not one that this service calls"));
    }

    @Test
    void aMissingFieldIsNamed() {
        owner.request().body(Map.of("credentials", Map.of())).post(PROVIDERS + "/openai/credentials").then().statusCode(400)
                .body("details.field", equalTo("credentials.openai_api_key"))
                .body("details.type", equalTo("required"));
        owner.request().body(Map.of()).post(PROVIDERS + "/openai/credentials").then().statusCode(400);
    }

    @Test
    void aProviderWithoutAModelListIsTriedByCalling() {
        server.reply("/models", ModelReply.of(404, "application/json", "{\"detail\":\"Not Found\"}"));
        configure("openai_api_compatible", Map.of("endpoint_url", server.url(), "api_key", KEY));
        assertEquals("/v1/chat/completions", server.lastAsked().path());
    }

    @Test
    void validatingStoresNothing() {
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", KEY, "openai_api_base", server.url())))
                .post(PROVIDERS + "/openai/credentials/validate").then().statusCode(200).body("result", equalTo("success"));
        server.reply("/models", ModelReply.transcript("openai/error-401.txt"));
        owner.request().body(Map.of("credentials", Map.of("openai_api_key", KEY, "openai_api_base", server.url())))
                .post(PROVIDERS + "/openai/credentials/validate").then().statusCode(200)
                .body("result", equalTo("error"))
                .body("error", containsString("Incorrect API key"));
        owner.request().get(PROVIDERS + "/openai/credentials").then().body("credentials", nullValue());
    }

    @Test
    void severalSetsAreKeptAndOneIsInForce() {
        configureOpenAi();
        owner.request()
                .body(Map.of("name", "second", "credentials",
                        Map.of("openai_api_key", "sk-second-0123456", "openai_api_base", server.url())))
                .post(PROVIDERS + "/openai/credentials").then().statusCode(201);
        List<String> ids = owner.request().get(PROVIDERS)
                .path("data[0].custom_configuration.available_credentials.credential_id");
        chat("openai", "gpt-4o");
        assertEquals("Bearer " + KEY, server.lastAsked().headers().get("authorization"));
        owner.request().body(Map.of("credential_id", ids.get(1))).post(PROVIDERS + "/openai/credentials/switch").then()
                .statusCode(200);
        chat("openai", "gpt-4o");
        assertEquals("Bearer sk-second-0123456", server.lastAsked().headers().get("authorization"));
        owner.request().body(Map.of("credential_id", ids.get(1))).delete(PROVIDERS + "/openai/credentials").then()
                .statusCode(204);
        chat("openai", "gpt-4o");
        assertEquals("Bearer " + KEY, server.lastAsked().headers().get("authorization"));
    }

    @Test
    void aSecretThatIsSentBackHiddenStaysAsItIs() {
        configureOpenAi();
        owner.request().body(Map.of("credentials",
                Map.of("openai_api_key", "sk-liv************ef", "openai_api_base", server.url() + "/v1", "openai_organization",
                        "org-7")))
                .put(PROVIDERS + "/openai/credentials").then().statusCode(200);
        chat("openai", "gpt-4o");
        assertEquals("Bearer " + KEY, server.lastAsked().headers().get("authorization"));
        assertEquals("org-7", server.lastAsked().headers().get("openai-organization"));
    }

    @Test
    void onlyAdminsMayWriteAndNothingOfAnotherWorkspaceIsSeen() {
        configureOpenAi();
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        editor.request().body(Map.of("credentials", Map.of())).post(PROVIDERS + "/openai/credentials").then().statusCode(403)
                .body("code", equalTo("access_denied"));
        editor.request().get(PROVIDERS).then().statusCode(200).body("data[0].status", equalTo("active"));
        members.owner().request().get(PROVIDERS).then().body("data[0].status", equalTo("no-configure"));
        given().get(PROVIDERS).then().statusCode(401);
    }

    @Test
    void anUnknownProviderIsNotFound() {
        owner.request().get(PROVIDERS + "/nobody/models").then().statusCode(404).body("code", equalTo("not_found"));
        owner.request().body(Map.of("credentials", Map.of())).post(PROVIDERS + "/nobody/credentials").then().statusCode(404);
    }

    @Test
    void theFirstConfiguredProviderGivesTheDefaults() {
        owner.request().get(DEFAULT + "llm").then().body("data.provider.provider", equalTo("builtin"))
                .body("data.model", equalTo("builtin-extractive"));
        configureOpenAi();
        configure("deepseek", Map.of("api_key", KEY, "endpoint_url", server.url()));
        owner.request().get(DEFAULT + "llm").then().body("data.model", equalTo("gpt-4o-mini"))
                .body("data.provider.provider", equalTo("openai"));
        owner.request().get(DEFAULT + "text-embedding").then().body("data.model", equalTo("text-embedding-3-small"));
        owner.request().get(DEFAULT + "rerank").then().statusCode(200).body("data", nullValue());
        owner.request()
                .body(Map
                        .of("model_settings",
                                List.of(Map.of("model_type", "llm", "provider", "langgenius/deepseek/deepseek", "model",
                                        "any-new-model"))))
                .post("/console/api/workspaces/current/default-model").then().statusCode(200);
        owner.request().get(DEFAULT + "llm").then().body("data.model", equalTo("any-new-model"))
                .body("data.provider.provider", equalTo("deepseek"));
        owner.request().delete(PROVIDERS + "/deepseek/credentials").then().statusCode(204);
        owner.request().get(DEFAULT + "llm").then().body("data.model", equalTo("gpt-4o-mini"));
    }

    @Test
    void aModelIsAddedWithCredentialsOfItsOwn() {
        owner.request()
                .body(Map.of("model", "my/model", "model_type", "llm", "credentials",
                        Map.of("endpoint_url", server.url() + "/v1", "api_key", KEY, "context_size", "8000",
                                "function_calling_type",
                                "tool_call")))
                .post(PROVIDERS + "/openai_api_compatible/models").then().statusCode(200);
        owner.request().get(PROVIDERS + "/openai_api_compatible/models").then()
                .body("data.model", equalTo(List.of("my/model")))
                .body("data[0].fetch_from", equalTo("customizable-model"))
                .body("data[0].features", equalTo(List.of("multi-tool-call")))
                .body("data[0].model_properties.context_size", equalTo(8000))
                .body("data[0].status", equalTo("active"));
        owner.request().get(DEFAULT + "llm").then().body("data.model", equalTo("my/model"));
        owner.request().get(PROVIDERS + "/openai_api_compatible/models/credentials?model=my/model&model_type=llm").then()
                .body("credentials.api_key", equalTo("sk-liv************ef"));
        assertEquals("Hello! How can I assist you today?", chat("openai_api_compatible", "my/model"));
        owner.request().body(Map.of("model", "my/model", "model_type", "llm")).delete(PROVIDERS + "/openai_api_compatible/models")
                .then()
                .statusCode(204);
        owner.request().get(DEFAULT + "llm").then().body("data.provider.provider", equalTo("builtin"));
    }

    @Test
    void modelsOfOneTypeAreThoseThatCanBeUsed() {
        configureOpenAi();
        owner.request().get("/console/api/workspaces/current/models/model-types/text-embedding").then().statusCode(200)
                .body("data.provider", equalTo(List.of("openai", "builtin")))
                .body("data[0].models.model", hasItem("text-embedding-3-large"))
                .body("data[0].models[0].label.en_US", equalTo("text-embedding-3-small"))
                .body("data[0].models[0].status", equalTo("active"));
    }

    @Test
    void parameterRulesAreThoseOfTheModel() {
        owner.request().get(PROVIDERS + "/openai/models/parameter-rules?model=gpt-4o").then().statusCode(200)
                .body("data.name", hasItem("temperature"))
                .body("data.find { it.name == 'max_tokens' }.max", equalTo(16384));
        owner.request().get(PROVIDERS + "/langgenius/openai/openai/models/parameter-rules?model=o3").then().body("data.name",
                equalTo(List.of("reasoning_effort", "max_completion_tokens")));
    }

    @Test
    void iconsAreShownToEverybody() {
        String path = members.owner().request().get(PROVIDERS).path("data[2].icon_large.en_US");
        given().get(path).then().statusCode(200).contentType(containsString("image/svg+xml")).body(containsString("Anthropic"));
        given().get(path.replace("/anthropic/", "/langgenius/anthropic/anthropic/").replace("icon_large", "icon_small")).then()
                .statusCode(200);
    }

    @Test
    void embeddingsKeepTheirOrderOverBatches() {
        configureOpenAi();
        List<String> texts = IntStream.rangeClosed(1, 150).mapToObj("x"::repeat).toList();
        float[][] vectors = runtime.embeddings(owner.tenantId(), "openai", "text-embedding-3-small")
                .embed(texts, EmbedKind.DOCUMENT).join()
                .vectors();
        assertEquals(150, vectors.length);
        assertEquals(150f, vectors[149][0]);
        assertEquals(3, server.asked().stream().filter(asked -> asked.path().equals("/v1/embeddings")).count());
    }

    @Test
    void credentialsThatManyStoreAtOnceAreAllKeptAndOneSetIsInForce() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> owner.request()
                    .body(Map.of("credentials", Map.of("openai_api_key", KEY, "openai_api_base", server.url())))
                    .post(PROVIDERS + "/openai/credentials").statusCode();
            List<Integer> statuses = callers.invokeAll(Collections.nCopies(8, attempt)).stream().map(Future::resultNow).toList();
            assertEquals(Collections.nCopies(8, 201), statuses);
        }
        owner.request().get(PROVIDERS).then()
                .body("data[0].custom_configuration.available_credentials", hasSize(8));
        assertEquals("1",
                Rows.text("SELECT count(*) FROM provider_credentials WHERE tenant_id = ? AND active", owner.tenantId()));
    }

    @Test
    void credentialsThatManyDeleteAtOnceAreDeletedOnce() throws Exception {
        configureOpenAi();
        configureOpenAi();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> owner.request().delete(PROVIDERS + "/openai/credentials").statusCode();
            List<Integer> statuses = callers.invokeAll(Collections.nCopies(6, attempt)).stream().map(Future::resultNow).sorted()
                    .toList();
            assertEquals(List.of(204, 204, 404, 404, 404, 404), statuses);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model_settings\":null}", "{\"model_settings\":[null]}"})
    void defaultsAreNotChosenByNothing(String body) {
        owner.request().body(body).post("/console/api/workspaces/current/default-model").then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("model_settings"));
    }

    @Test
    void aDefaultThatAnotherCallChoosesAtTheSameMomentIsAConflict() throws Exception {
        Map<String, Object> choice = Map.of("model_settings",
                List.of(Map.of("model_type", "llm", "provider", "builtin", "model", "builtin-extractive")));
        Rival.writing(
                "INSERT INTO default_models (id, tenant_id, model_type, provider, model) VALUES (?, ?, 'llm', 'builtin', 'm')",
                UUID.randomUUID(), owner.tenantId())
                .overtakes(() -> owner.request().body(choice).post("/console/api/workspaces/current/default-model"))
                .then().statusCode(409).body("code", equalTo("conflict")).body("status", equalTo(409));
    }
}
