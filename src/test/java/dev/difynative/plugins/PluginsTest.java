package dev.difynative.plugins;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class PluginsTest {
    private static final String PLUGINS = "/console/api/workspaces/current/plugins";
    private static final String PROVIDERS = "/console/api/workspaces/current/model-providers";

    @Inject Members members;

    private static ValidatableResponse install(Member member, String identifier) {
        return member.request().body(Map.of("plugin_unique_identifier", identifier)).post(PLUGINS + "/install").then();
    }

    private static ValidatableResponse list(Member member, String query) {
        return member.request().get(PLUGINS + query).then().statusCode(200);
    }

    @Test
    void aDozenPluginsCanBeInstalledAndNoneIs() {
        Member owner = members.owner();
        list(owner, "?page_size=100").body("total", greaterThanOrEqualTo(12))
                .body("plugins.findAll { it.installed }", hasSize(0)).body("plugins[0].plugin_unique_identifier", notNullValue())
                .body("plugins[0].current_version", nullValue());
        list(owner, "?search=TOGETHER").body("plugins.plugin_id", contains("langgenius/togetherai"));
        list(owner, "?category=template&page_size=2").body("plugins", hasSize(2)).body("total", equalTo(3));
        list(owner, "?category=template&page_size=2&page=2").body("plugins", hasSize(1));
        owner.request().get(PLUGINS + "?page_size=101").then().statusCode(400).body("details.field", equalTo("page_size"));
        owner.request().get(PLUGINS + "?category=planet").then().statusCode(400).body("details.field", equalTo("category"));
        owner.request().get(PLUGINS + "/installed").then().body("plugins", hasSize(0));
    }

    @Test
    void theModelsOfAPluginWorkWhileItIsInstalled() {
        Member owner = members.owner();
        Member stranger = members.owner();
        try (ModelServer server = ModelServer.start()) {
            install(owner, "langgenius/localai").statusCode(200).body("result", equalTo("success"))
                    .body("plugin.plugin_id", equalTo("langgenius/localai"))
                    .body("plugin.tenant_id", equalTo(owner.tenantId().toString()))
                    .body("plugin.install_id", notNullValue()).body("plugin.installed_at", notNullValue());
            owner.request().get(PROVIDERS).then().body("data.provider", hasItem("localai"));
            stranger.request().get(PROVIDERS).then().body("data.provider", not(hasItem("localai")));
            owner.request().body(Map.of("model", "llama", "model_type", "llm", "credentials",
                    Map.of("server_url", server.url().replaceAll("/v1$", ""))))
                    .post(PROVIDERS + "/langgenius/localai/localai/models").then().statusCode(200);
            server.reply("/v1/chat/completions", ModelReply.saying("Hello from ", "LocalAI"));
            SampleApp app = SampleApp.inTenant(owner.tenantId(), "chat",
                    "{\"model\":{\"provider\":\"langgenius/localai/localai\",\"name\":\"llama\"}}");
            app.ask("me", "Hello", "").body("answer", equalTo("Hello from LocalAI"));
            list(owner, "?search=localai").body("plugins[0].installed", equalTo(true))
                    .body("plugins[0].current_version", equalTo("1.0.0"))
                    .body("plugins[0].install_count", greaterThanOrEqualTo(1));
            owner.request().body(Map.of("plugin_id", "langgenius/localai")).post(PLUGINS + "/uninstall").then().statusCode(200);
            owner.request().get(PROVIDERS).then().body("data.provider", not(hasItem("localai")));
            app.call("{\"query\":\"Hello\",\"user\":\"me\",\"inputs\":{}}").post("/v1/chat-messages").then().statusCode(400);
            owner.request().body(Map.of("plugin_id", "langgenius/localai")).post(PLUGINS + "/uninstall").then().statusCode(404);
        }
    }

    @Test
    void aWrongHashAndAnUnknownPluginAreRefused() {
        Member owner = members.owner();
        install(owner, "langgenius/x:1.0.0@" + "0".repeat(64)).statusCode(400).body("code",
                equalTo("plugin_package_not_genuine"));
        install(owner, "nobody/nothing:1.0.0@" + "0".repeat(64)).statusCode(404);
        install(owner, "").statusCode(400).body("details.field", equalTo("plugin_unique_identifier"));
        owner.request().get(PLUGINS + "/installed").then().body("total", equalTo(0));
    }

    @Test
    void aPluginOfAnotherCatalogueIsInstalledAndItsModelsAnswer() {
        Member owner = members.owner();
        list(owner, "?search=acme").body("plugins.plugin_id", containsInAnyOrder("acme/models", "acme/forged"));
        install(owner, "acme/forged").statusCode(400).body("code", equalTo("plugin_package_not_genuine"));
        install(owner, "acme/models").statusCode(200).body("plugin.version", equalTo("1.0.0"));
        try (ModelServer server = ModelServer.start()) {
            owner.request().body(Map.of("credentials", Map.of("api_key", "sk-acme", "base_url", server.url())))
                    .post(PROVIDERS + "/acme/credentials").then().statusCode(201);
            server.reply("/chat/completions", ModelReply.saying("Hello from ", "Acme"));
            SampleApp app = SampleApp.inTenant(owner.tenantId(), "chat",
                    "{\"model\":{\"provider\":\"acme\",\"name\":\"acme-large\"}}");
            app.ask("me", "Hello", "").body("answer", equalTo("Hello from Acme"));
            owner.request().body(Map.of("plugin_id", "acme/models")).post(PLUGINS + "/uninstall").then().statusCode(200);
            app.call("{\"query\":\"Hello\",\"user\":\"me\",\"inputs\":{}}").post("/v1/chat-messages").then().statusCode(400);
        }
    }

    @Test
    void anUpgradeReplacesThePackage() {
        Member owner = members.owner();
        Rows.insert("""
                INSERT INTO plugin_installations (id, tenant_id, plugin_id, version, sha256, package, installed_at, updated_at)
                VALUES (?, ?, 'langgenius/x', '0.9.0', 'old', ?, now(), now())""", UUID.randomUUID(), owner.tenantId(), """
                {"format":1,"plugin_id":"langgenius/x","version":"0.9.0","name":{"en_US":"xAI"},"category":"model"}""");
        owner.request().get(PLUGINS + "/installed").then().body("plugins[0].version", equalTo("0.9.0"))
                .body("plugins[0].latest_version", equalTo("1.0.0"));
        owner.request().get(PROVIDERS).then().body("data.provider", not(hasItem("x")));
        owner.request().body(Map.of("plugin_unique_identifier", "langgenius/x")).post(PLUGINS + "/upgrade").then().statusCode(200)
                .body("plugin.version", equalTo("1.0.0"));
        owner.request().get(PROVIDERS).then().body("data.provider", hasItem("x"));
        owner.request().get("/console/api/workspaces/current/plugin/list").then().body("plugins.plugin_id",
                contains("langgenius/x"));
    }

    @Test
    void everyTemplateMakesAnApp() {
        Member owner = members.owner();
        for (String plugin : List.of("writing", "support", "workflows")) {
            install(owner, "dify-native/" + plugin).statusCode(200);
        }
        List<String> ids = owner.request().get("/console/api/explore/apps").then().statusCode(200)
                .body("recommended_apps", hasSize(5)).body("categories", contains("Support", "Workflow", "Writing"))
                .extract().path("recommended_apps.app_id");
        for (String id : ids) {
            String file = owner.request().get("/console/api/explore/apps/" + id).then().statusCode(200).extract()
                    .path("export_data");
            owner.request().body(Map.of("mode", "yaml-content", "yaml_content", file)).post("/console/api/apps/imports").then()
                    .statusCode(200).body("status", startsWith("completed")).body("app_id", notNullValue());
        }
    }
}
