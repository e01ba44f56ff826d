package dev.difynative.tools.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.tools.Outgoing;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.ToolSource;
import dev.difynative.tools.provider.StoredProvider;
import dev.difynative.tools.provider.ToolProviders;

/** The tools that OpenAPI documents describe: those that a workspace has added and those that its plugins have brought. */
@Singleton
class ApiTools implements ToolSource {
    private static final int MOST_KEPT = 500;

    private final ToolProviders providers;
    private final Outgoing http;
    private final ObjectMapper json;
    private final Map<UUID, Read> read = new ConcurrentHashMap<>();

    /** A document as it was read, for as long as its provider is the same. */
    private record Read(StoredProvider from, List<ApiOperation> operations) {}

    ApiTools(ToolProviders providers, Outgoing http, ObjectMapper json) {
        this.providers = providers;
        this.http = http;
        this.json = json;
    }

    @Override
    public Optional<Tool> find(UUID tenantId, ToolKey key) {
        Optional<StoredProvider> provider = switch (key.type()) {
            case "api" -> providers.find(tenantId, ToolKind.API, key.provider());
            case "builtin", "plugin" -> providers.ofPlugin(tenantId, key.bareProvider())
                    .filter(brought -> brought.kind() == ToolKind.API);
            default -> Optional.empty();
        };
        return provider.flatMap(found -> of(found).stream().filter(tool -> tool.name().equals(key.name())).findFirst());
    }

    List<Tool> of(StoredProvider provider) {
        ApiAuth auth = ApiAuth.of(provider.secrets());
        return operations(provider).stream().map(operation -> tool(operation, auth)).toList();
    }

    /** What anyone may have written is called with the caution that this deserves. */
    Tool tool(ApiOperation operation, ApiAuth auth) {
        return new ApiTool(operation, auth, OutboundPolicy.UNTRUSTED, http, json);
    }

    List<ApiOperation> operations(StoredProvider provider) {
        Read known = read.get(provider.id());
        if (known == null || known.from() != provider) {
            if (read.size() > MOST_KEPT) {
                read.clear();
            }
            known = new Read(provider, ApiDocument.read(provider.text("schema")).operations());
            read.put(provider.id(), known);
        }
        return known.operations();
    }
}
