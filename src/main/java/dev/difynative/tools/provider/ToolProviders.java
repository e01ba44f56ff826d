package dev.difynative.tools.provider;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.error.Failure;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.ToolKind;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The providers of tools that workspaces have added; read once, then from memory until one of them changes. */
@ApplicationScoped
public class ToolProviders {
    private static final Logger LOG = Logger.getLogger(ToolProviders.class);
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final SharedCache<UUID, List<StoredProvider>> cache;
    private final CredentialVault vault;
    private final ObjectMapper json;
    private final Clock clock;

    /**
     * What is stored of a provider.
     *
     * @param secrets
     *            null leaves those that are stored
     */
    public record Content(String name, JsonNode definition, Map<String, String> secrets) {}

    ToolProviders(SharedCaches caches, CredentialVault vault, ObjectMapper json, Clock clock) {
        cache = caches.open("tool-providers", KeyText.UUIDS);
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** In the order in which they were added. */
    public List<StoredProvider> list(UUID tenantId, ToolKind kind) {
        return all(tenantId).stream().filter(provider -> provider.kind() == kind).toList();
    }

    /** By its id or its name; apps that come from elsewhere know only the name. */
    public Optional<StoredProvider> find(UUID tenantId, ToolKind kind, String idOrName) {
        List<StoredProvider> ofKind = list(tenantId, kind);
        return ofKind.stream().filter(provider -> provider.id().toString().equals(idOrName)).findFirst()
                .or(() -> ofKind.stream().filter(provider -> provider.name().equals(idOrName)).findFirst());
    }

    public StoredProvider get(UUID tenantId, ToolKind kind, String idOrName) {
        return find(tenantId, kind, idOrName).orElseThrow(ToolProviders::unknown);
    }

    /** What a plugin has brought under a name. */
    public Optional<StoredProvider> ofPlugin(UUID tenantId, String name) {
        return all(tenantId).stream().filter(provider -> provider.pluginId() != null && provider.name().equals(name)).findFirst();
    }

    /** The next question reads what is stored. */
    public void forget(UUID tenantId) { cache.drop(tenantId); }

    /** {@code pluginId} and {@code accountId} may be null. */
    @Transactional
    public UUID add(UUID tenantId, UUID accountId, ToolKind kind, Content content, String pluginId) {
        ToolProvider row = new ToolProvider();
        refuseTaken(tenantId, kind, content.name(), row.id);
        row.tenantId = tenantId;
        row.kind = kind;
        row.pluginId = pluginId;
        row.createdBy = accountId;
        row.createdAt = clock.instant();
        row.sealed = seal(tenantId, row.id, content.secrets() == null ? Map.of() : content.secrets());
        fill(row, content);
        row.persist();
        cache.drop(tenantId);
        return row.id;
    }

    @Transactional
    public void update(UUID tenantId, UUID id, Content content) {
        ToolProvider row = ToolProvider.findOwned(tenantId, id).orElseThrow(ToolProviders::unknown);
        refuseTaken(tenantId, row.kind, content.name(), id);
        if (content.secrets() != null) {
            row.sealed = seal(tenantId, id, content.secrets());
        }
        fill(row, content);
        cache.drop(tenantId);
    }

    @Transactional
    public void remove(UUID tenantId, UUID id) {
        ToolProvider row = ToolProvider.findOwned(tenantId, id).orElseThrow(ToolProviders::unknown);
        if (row.pluginId != null) {
            throw ToolError.OWNED_BY_PLUGIN.because("The tools of '%s' came with a plugin: uninstall that instead", row.name);
        }
        row.delete();
        cache.drop(tenantId);
    }

    /** Removes what a plugin has brought. */
    @Transactional
    public void removeOfPlugin(UUID tenantId, String pluginId) {
        ToolProvider.removeOfPlugin(tenantId, pluginId);
        cache.drop(tenantId);
    }

    private void fill(ToolProvider row, Content content) {
        row.name = content.name();
        row.definition = content.definition().toString();
        row.updatedAt = clock.instant();
    }

    private static void refuseTaken(UUID tenantId, ToolKind kind, String name, UUID except) {
        if (ToolProvider.nameTaken(tenantId, kind, name, except)) {
            throw ToolError.NAME_TAKEN.field("name", "unique", "There are tools named '%s' already", name);
        }
    }

    private List<StoredProvider> all(UUID tenantId) {
        return cache.get(tenantId, tenant -> QuarkusTransaction.joiningExisting()
                .call(() -> ToolProvider.listOf(tenant).stream().map(this::opened).filter(Objects::nonNull).toList()));
    }

    private StoredProvider opened(ToolProvider row) {
        try {
            Map<String, String> secrets = new LinkedHashMap<>(
                    json.readValue(vault.open(row.tenantId, purpose(row.id), row.sealed), TEXTS));
            return new StoredProvider(row.id, row.tenantId, row.kind, row.name, json.readTree(row.definition), secrets,
                    row.pluginId, row.createdBy, row.createdAt, row.updatedAt);
        } catch (SealedValueException unreadable) {
            LOG.errorf("The credentials of the tools '%s' cannot be read: %s", row.name, unreadable.getMessage());
            return null;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The stored tools '" + row.name + "' are unreadable", broken);
        }
    }

    private String seal(UUID tenantId, UUID id, Map<String, String> secrets) {
        try {
            return vault.seal(tenantId, purpose(id), json.writeValueAsString(secrets));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String purpose(UUID id) { return "tool-provider/" + id; }

    private static Failure unknown() { return ToolError.PROVIDER_NOT_FOUND.because("There are no such tools"); }
}
