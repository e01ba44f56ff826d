package dev.difynative.tools.openapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.models.catalogue.LocalText;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.catalogue.ToolParameterView;
import dev.difynative.tools.catalogue.ToolShelf;
import dev.difynative.tools.catalogue.ToolView;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.tools.provider.ToolProviders;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The OpenAPI documents whose operations a workspace uses as tools. */
@Singleton
public class ApiProviders implements ToolShelf {
    private static final int LONGEST_NAME = 40;

    private final ToolProviders providers;
    private final ApiTools tools;
    private final OutboundClient http;
    private final ObjectMapper json;

    ApiProviders(ToolProviders providers, ApiTools tools, OutboundClient http, ObjectMapper json) {
        this.providers = providers;
        this.tools = tools;
        this.http = http;
        this.json = json;
    }

    /** What a provider is made of, as the console sends it; {@code originalProvider} is its name so far. */
    @RegisterForReflection
    public record SaveApi(String provider, String originalProvider, JsonNode icon, String schemaType, String schema,
            Map<String, Object> credentials, List<String> labels, String privacyPolicy, String customDisclaimer) {}

    /** A provider as it is edited. */
    @RegisterForReflection
    public record ApiDetail(String schemaType, String schema, List<Bundle> tools, JsonNode icon, LocalText description,
            Map<String, String> credentials, String privacyPolicy, String customDisclaimer, List<String> labels) {}

    /** An operation as it is edited. */
    @RegisterForReflection
    public record Bundle(String serverUrl, String method, String summary, String operationId,
            List<ToolParameterView> parameters, String author, String icon, JsonNode openapi) {}

    /** What a document says, before it is saved. */
    @RegisterForReflection
    public record Parsed(String schemaType, List<Bundle> parametersSchema, List<CredentialField> credentialsSchema,
            Map<String, String> warning) {}

    /** An operation that is tried out before it is saved. */
    @RegisterForReflection
    public record TryApi(String toolName, String providerName, Map<String, Object> credentials, Map<String, Object> parameters,
            String schemaType, String schema) {}

    /** One of the two is null. */
    @RegisterForReflection
    public record Tried(String result, String error) {}

    public void add(UUID tenantId, UUID accountId, SaveApi api) {
        providers.add(tenantId, accountId, ToolKind.API,
                new ToolProviders.Content(name(api), definition(api), ApiAuth.taken(api.credentials(), Map.of())), null);
    }

    public void update(UUID tenantId, SaveApi api) {
        String old = api.originalProvider() == null || api.originalProvider().isBlank() ? api.provider() : api.originalProvider();
        StoredProvider stored = own(providers.get(tenantId, ToolKind.API, old));
        providers.update(tenantId, stored.id(),
                new ToolProviders.Content(name(api), definition(api), ApiAuth.taken(api.credentials(), stored.secrets())));
    }

    public void delete(UUID tenantId, String provider) {
        providers.remove(tenantId, providers.get(tenantId, ToolKind.API, provider).id());
    }

    public ApiDetail get(UUID tenantId, String provider) {
        StoredProvider stored = providers.get(tenantId, ToolKind.API, provider);
        return new ApiDetail(stored.text("schema_type"), stored.text("schema"),
                tools.operations(stored).stream().map(operation -> bundle(operation, stored.name())).toList(),
                stored.definition().path("icon"), LocalText.same(stored.text("description")), ApiAuth.masked(stored.secrets()),
                stored.text("privacy_policy"), stored.text("custom_disclaimer"), labels(stored));
    }

    public List<ToolView> tools(UUID tenantId, String provider) { return views(providers.get(tenantId, ToolKind.API, provider)); }

    /** Reads a document without keeping it. */
    public Parsed parse(String schema) {
        ApiDocument.Described described = ApiDocument.read(schema);
        return new Parsed(described.type(),
                described.operations().stream().map(operation -> bundle(operation, described.title())).toList(),
                AuthForm.FIELDS, Map.of());
    }

    /** Fetches a document from where it is published. */
    public String fetch(String url) {
        if (url == null || url.isBlank()) {
            throw ToolError.SCHEMA_INVALID.field("url", "required", "Parameter 'url' is required");
        }
        OutboundResponse response = http.sendAndWait(OutboundRequest.get(OutboundPolicy.UNTRUSTED, url)
                .with(new OutboundRequest.Options(Duration.ofSeconds(15), ApiDocument.MAX_LENGTH, 5)));
        if (!response.successful()) {
            throw ToolError.SCHEMA_INVALID.field("url", "reachable", "The document cannot be fetched: status %d",
                    response.status());
        }
        String schema = response.text();
        ApiDocument.read(schema);
        return schema;
    }

    /** Calls an operation once, as a tool would. */
    public Tried test(UUID tenantId, String user, TryApi trial) throws InterruptedException {
        Map<String, String> stored = trial.providerName() == null || trial.providerName().isBlank()
                ? Map.of()
                : providers.find(tenantId, ToolKind.API, trial.providerName()).map(StoredProvider::secrets).orElse(Map.of());
        ApiAuth auth = ApiAuth.of(ApiAuth.taken(trial.credentials(), stored));
        Tool tool = ApiDocument.read(trial.schema()).operations().stream()
                .filter(operation -> operation.id().equals(trial.toolName())).findFirst()
                .map(operation -> tools.tool(operation, auth))
                .orElseThrow(() -> ToolError.TOOL_NOT_FOUND.because("The document has no operation '%s'", trial.toolName()));
        try {
            Map<String, Object> arguments = trial.parameters() == null ? Map.of() : trial.parameters();
            return new Tried(tool.invoke(arguments, ToolCallScope.of(tenantId, null, user)).observation(json), null);
        } catch (ToolFailure failed) {
            return new Tried(null, failed.getMessage());
        }
    }

    /** What is kept of an API that a plugin brings. */
    public ToolProviders.Content content(String name, String label, String description, String icon, String schema,
            Map<String, String> credentials) {
        ObjectNode definition = definition(new SaveApi(name, null, json.getNodeFactory().textNode(orEmpty(icon)), null, schema,
                Map.of(), List.of(), null, null));
        definition.put("label", orEmpty(label));
        if (description != null && !description.isBlank()) {
            definition.put("description", description);
        }
        return new ToolProviders.Content(name, definition, ApiAuth.taken(Map.copyOf(credentials), Map.of()));
    }

    @Override
    public ToolKind kind() { return ToolKind.API; }

    @Override
    public List<ProviderView> list(UUID tenantId) {
        return providers.list(tenantId, ToolKind.API).stream().map(this::view).toList();
    }

    private ProviderView view(StoredProvider provider) {
        return ProviderView.of(ToolKind.API,
                new ProviderView.Face(provider.id().toString(), "", provider.name(),
                        provider.text("label").isEmpty() ? provider.name() : provider.text("label"),
                        provider.text("description"), provider.definition().path("icon"), labels(provider)),
                ApiAuth.masked(provider.secrets()), true, provider.pluginId(), views(provider));
    }

    private List<ToolView> views(StoredProvider provider) {
        return tools.of(provider).stream().map(tool -> ToolView.of(tool, "", labels(provider), json)).toList();
    }

    private Bundle bundle(ApiOperation operation, String author) {
        Tool tool = tools.tool(operation, ApiAuth.of(Map.of()));
        return new Bundle(operation.server() + operation.path(), operation.method(), operation.summary(), operation.id(),
                ToolView.of(tool, author, List.of(), json).parameters(), author, "", operation.source());
    }

    private static List<String> labels(StoredProvider provider) {
        List<String> labels = new ArrayList<>();
        provider.definition().path("labels").forEach(label -> labels.add(label.asText()));
        return labels;
    }

    private static StoredProvider own(StoredProvider provider) {
        if (provider.pluginId() != null) {
            throw ToolError.OWNED_BY_PLUGIN.because("The tools of '%s' came with a plugin", provider.name());
        }
        return provider;
    }

    private static String name(SaveApi api) {
        String name = api.provider() == null ? "" : api.provider().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ToolError.SCHEMA_INVALID.field("provider", name.isEmpty() ? "required" : "length",
                    "Parameter 'provider' must have 1 to %d characters", LONGEST_NAME);
        }
        return name;
    }

    private ObjectNode definition(SaveApi api) {
        ApiDocument.Described described = ApiDocument.read(api.schema());
        ObjectNode definition = json.createObjectNode().put("schema_type", described.type()).put("schema", api.schema())
                .put("description", described.description()).put("privacy_policy", orEmpty(api.privacyPolicy()))
                .put("custom_disclaimer", orEmpty(api.customDisclaimer()));
        definition.set("icon", api.icon() == null
                ? json.createObjectNode().put("background", "#FFEAD5").put("content", "🔧")
                : api.icon());
        definition.set("labels", json.valueToTree(api.labels() == null ? List.of() : api.labels()));
        return definition;
    }

    private static String orEmpty(String text) { return text == null ? "" : text; }
}
