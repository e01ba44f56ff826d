package dev.difynative.testsupport;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** An app with a key of its own in a workspace of its own. */
public final class SampleApp {
    private static final String BUILTIN = "\"model\":{\"provider\":\"builtin\",\"name\":\"builtin-extractive\"}";
    private final UUID tenantId;
    private final UUID id;
    private final String key;

    private SampleApp(UUID tenantId, UUID id, String key) {
        this.tenantId = tenantId;
        this.id = id;
        this.key = key;
    }

    /** One that the built-in model answers; {@code more} are further fields of its configuration, or empty. */
    public static SampleApp of(String mode, String more) {
        UUID tenant = Rows.tenant();
        return inTenant(tenant, mode, "{" + BUILTIN + (more.isEmpty() ? "" : ",") + more + "}");
    }

    public static SampleApp inTenant(UUID tenant, String mode, String config) {
        UUID app = Rows.app(tenant);
        UUID configId = UUID.randomUUID();
        Rows.insert("INSERT INTO app_model_configs (id, app_id, config, created_at) VALUES (?, ?, ?, now())", configId, app,
                config);
        Rows.insert("UPDATE apps SET mode = ?, model_config_id = ? WHERE id = ?", mode, configId, app);
        String key = "app-" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        Rows.insert("""
                INSERT INTO api_keys (id, tenant_id, app_id, kind, token_hash, token_hint, created_at)
                VALUES (?, ?, ?, 'app', ?, 'app-…', now())""", UUID.randomUUID(), tenant, app, hash(key));
        return new SampleApp(tenant, app, key);
    }

    public UUID tenantId() { return tenantId; }

    public UUID id() { return id; }

    public String key() { return key; }

    public RequestSpecification call() { return given().header("Authorization", "Bearer " + key); }

    public RequestSpecification call(String json) { return call().contentType(ContentType.JSON).body(json); }

    /** Asks and waits for the answer; an empty {@code conversation} begins one. */
    public ValidatableResponse ask(String user, String query, String conversation) {
        return call("""
                {"query":"%s","user":"%s","conversation_id":"%s","inputs":{}}""".formatted(query, user, conversation))
                .post("/v1/chat-messages").then().statusCode(200);
    }

    /** The id of a new conversation in which one question has been answered. */
    public String conversation(String user) {
        return ask(user, "What is a hedgehog?", "").extract().path("conversation_id");
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
