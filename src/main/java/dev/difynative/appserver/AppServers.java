package dev.difynative.appserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.crypto.RandomText;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Publishes apps as servers of the Model Context Protocol. */
@ApplicationScoped
public class AppServers {
    private static final int CODE_LENGTH = 24;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final String ACTIVE = "active";
    private static final String INACTIVE = "inactive";

    private final AppDirectory apps;
    private final SharedCache<String, Optional<Published>> byCode;
    private final ObjectMapper json;
    private final Clock clock;

    /** What a call needs to know of a server. */
    record Published(UUID tenantId, UUID appId, boolean active, String description, JsonNode parameters) {}

    /** A server as the console shows it. */
    @RegisterForReflection
    public record ServerView(UUID id, String name, String serverCode, String description, String status, JsonNode parameters,
            Instant createdAt, Instant updatedAt) {
        static final ServerView NONE = new ServerView(null, null, null, null, null, null, null, null);
    }

    /** What the console sends; what is null stays as it is. */
    @RegisterForReflection
    public record SaveServer(String id, String description, Map<String, Object> parameters, String status) {}

    AppServers(AppDirectory apps, SharedCaches caches, ObjectMapper json, Clock clock) {
        this.apps = apps;
        byCode = caches.open("app-mcp-servers", new KeyText<>(code -> code, text -> text), Duration.ofMinutes(5), 10_000);
        this.json = json;
        this.clock = clock;
    }

    /** All null for an app that is not published this way. */
    @Transactional
    public ServerView get(UUID tenantId, UUID appId) {
        AppSnapshot app = app(tenantId, appId);
        return AppServer.findOfApp(tenantId, appId).map(row -> view(app, row)).orElse(ServerView.NONE);
    }

    @Transactional
    public ServerView create(UUID tenantId, UUID appId, SaveServer wanted) {
        AppSnapshot app = app(tenantId, appId);
        if (AppServer.findOfApp(tenantId, appId).isPresent()) {
            throw CommonError.INVALID_PARAM.because("The app is published as a server already");
        }
        AppServer row = new AppServer();
        row.tenantId = tenantId;
        row.appId = appId;
        row.serverCode = RandomText.alphanumeric(CODE_LENGTH);
        row.description = app.description() == null ? "" : app.description();
        row.active = true;
        row.parameters = "{}";
        row.createdAt = clock.instant();
        fill(row, wanted);
        row.persist();
        byCode.drop(row.serverCode);
        return view(app, row);
    }

    @Transactional
    public ServerView update(UUID tenantId, UUID appId, SaveServer wanted) {
        AppSnapshot app = app(tenantId, appId);
        AppServer row = AppServer.findOfApp(tenantId, appId).orElseThrow(() -> CommonError.NOT_FOUND.because("Server not found"));
        fill(row, wanted);
        byCode.drop(row.serverCode);
        return view(app, row);
    }

    /** Gives a server another code; whoever knew the old one is a stranger from now on. Takes the server's or the app's id. */
    @Transactional
    public ServerView refresh(UUID tenantId, String id) {
        UUID known = Ids.parse(id, CommonError.NOT_FOUND, "Server");
        AppServer row = AppServer.findOwned(tenantId, known).or(() -> AppServer.findOfApp(tenantId, known))
                .orElseThrow(() -> CommonError.NOT_FOUND.because("Server not found"));
        byCode.drop(row.serverCode);
        row.serverCode = RandomText.alphanumeric(CODE_LENGTH);
        row.updatedAt = clock.instant();
        return view(app(tenantId, row.appId), row);
    }

    Optional<Published> find(String code) {
        return byCode.get(code, wanted -> QuarkusTransaction.joiningExisting().call(() -> AppServer.findByCode(wanted)
                .map(row -> new Published(row.tenantId, row.appId, row.active, row.description, read(row.parameters)))));
    }

    private void fill(AppServer row, SaveServer wanted) {
        if (wanted.description() != null) {
            if (wanted.description().length() > LONGEST_DESCRIPTION) {
                throw CommonError.INVALID_PARAM.field("description", "length",
                        "Parameter 'description' has at most %d characters",
                        LONGEST_DESCRIPTION);
            }
            row.description = wanted.description();
        }
        if (wanted.parameters() != null) {
            row.parameters = json.valueToTree(wanted.parameters()).toString();
        }
        if (wanted.status() != null) {
            if (!wanted.status().equals(ACTIVE) && !wanted.status().equals(INACTIVE)) {
                throw CommonError.INVALID_PARAM.field("status", "enum", "Parameter 'status' must be active or inactive");
            }
            row.active = wanted.status().equals(ACTIVE);
        }
        row.updatedAt = clock.instant();
    }

    private ServerView view(AppSnapshot app, AppServer row) {
        return new ServerView(row.id, app.name(), row.serverCode, row.description, row.active ? ACTIVE : INACTIVE,
                read(row.parameters), row.createdAt, row.updatedAt);
    }

    private AppSnapshot app(UUID tenantId, UUID appId) {
        return apps.find(tenantId, appId).orElseThrow(() -> AppError.APP_NOT_FOUND.because("App not found"));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored JSON text is broken", broken);
        }
    }
}
