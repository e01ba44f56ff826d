package dev.difynative.tools.builtin;

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
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.error.Failure;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.provider.Secrets;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What workspaces have given the built-in tools to work with. */
@ApplicationScoped
public class BuiltinCredentials {
    private static final Logger LOG = Logger.getLogger(BuiltinCredentials.class);
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final SharedCache<UUID, List<Stored>> cache;
    private final CredentialVault vault;
    private final ObjectMapper json;
    private final Clock clock;

    /** Credentials in the clear: kept in memory only, never printed. */
    record Stored(UUID id, String provider, String name, boolean preset, Map<String, String> values) {
        @Override
        public String toString() { return provider + " " + name; }
    }

    BuiltinCredentials(SharedCaches caches, CredentialVault vault, ObjectMapper json, Clock clock) {
        cache = caches.open("tool-credentials", KeyText.UUIDS);
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    List<Stored> list(UUID tenantId, String provider) {
        return all(tenantId).stream().filter(stored -> stored.provider().equals(provider)).toList();
    }

    /** Those with this id, or the default ones; credentials that are gone make way for the default ones. */
    Optional<Stored> find(UUID tenantId, String provider, String id) {
        List<Stored> stored = list(tenantId, provider);
        return stored.stream().filter(each -> each.id().toString().equals(id)).findFirst()
                .or(() -> stored.stream().filter(Stored::preset).findFirst());
    }

    @Transactional
    UUID add(UUID tenantId, BuiltinProvider provider, String name, Map<String, Object> sent) {
        List<ToolCredential> present = ToolCredential.listOf(tenantId, provider.id());
        ToolCredential row = new ToolCredential();
        row.tenantId = tenantId;
        row.provider = provider.id();
        row.name = name == null || name.isBlank() ? freeName(present) : name.strip();
        refuseTaken(present, row.name, row.id);
        row.preset = present.isEmpty();
        row.createdAt = clock.instant();
        row.updatedAt = row.createdAt;
        row.sealed = seal(tenantId, row.id, read(provider, sent, Map.of()));
        row.persist();
        cache.drop(tenantId);
        return row.id;
    }

    @Transactional
    void update(UUID tenantId, BuiltinProvider provider, UUID id, String name, Map<String, Object> sent) {
        ToolCredential row = ToolCredential.findOwned(tenantId, provider.id(), id).orElseThrow(BuiltinCredentials::unknown);
        if (name != null && !name.isBlank()) {
            refuseTaken(ToolCredential.listOf(tenantId, provider.id()), name.strip(), id);
            row.name = name.strip();
        }
        if (sent != null) {
            row.sealed = seal(tenantId, id, read(provider, sent, open(row)));
        }
        row.updatedAt = clock.instant();
        cache.drop(tenantId);
    }

    @Transactional
    void delete(UUID tenantId, BuiltinProvider provider, UUID id) {
        ToolCredential row = ToolCredential.findOwned(tenantId, provider.id(), id).orElseThrow(BuiltinCredentials::unknown);
        row.delete();
        if (row.preset) {
            ToolCredential.listOf(tenantId, provider.id()).stream().filter(other -> !other.id.equals(id)).findFirst()
                    .ifPresent(next -> next.preset = true);
        }
        cache.drop(tenantId);
    }

    @Transactional
    void prefer(UUID tenantId, BuiltinProvider provider, UUID id) {
        ToolCredential.findOwned(tenantId, provider.id(), id).orElseThrow(BuiltinCredentials::unknown);
        ToolCredential.listOf(tenantId, provider.id()).forEach(row -> row.preset = row.id.equals(id));
        cache.drop(tenantId);
    }

    static Map<String, String> masked(BuiltinProvider provider, Map<String, String> values) {
        Map<String, String> shown = new LinkedHashMap<>(values);
        provider.credentials().stream().filter(CredentialField::secret)
                .forEach(field -> shown.computeIfPresent(field.variable(), (name, value) -> Secrets.masked(value)));
        return shown;
    }

    private static Map<String, String> read(BuiltinProvider provider, Map<String, Object> sent, Map<String, String> stored) {
        Map<String, String> values = new LinkedHashMap<>();
        for (CredentialField field : provider.credentials()) {
            Object given = sent == null ? null : sent.get(field.variable());
            String value = given == null ? "" : Secrets.taken(given.toString().strip(), stored.get(field.variable()));
            if (value.isEmpty() && field.required()) {
                throw ToolError.CREDENTIALS_INVALID.field("credentials." + field.variable(), "required",
                        "Parameter '%s' is required", field.variable());
            }
            if (!value.isEmpty()) {
                values.put(field.variable(), value);
            }
        }
        return values;
    }

    private static void refuseTaken(List<ToolCredential> present, String name, UUID except) {
        if (present.stream().anyMatch(row -> row.name.equals(name) && !row.id.equals(except))) {
            throw ToolError.NAME_TAKEN.field("name", "unique", "There are credentials named '%s' already", name);
        }
    }

    private static String freeName(List<ToolCredential> present) {
        int number = present.size() + 1;
        while (nameTaken(present, "API KEY " + number)) {
            number++;
        }
        return "API KEY " + number;
    }

    private static boolean nameTaken(List<ToolCredential> present, String name) {
        return present.stream().anyMatch(row -> row.name.equals(name));
    }

    private List<Stored> all(UUID tenantId) {
        return cache.get(tenantId, tenant -> QuarkusTransaction.joiningExisting()
                .call(() -> ToolCredential.listOf(tenant).stream().map(this::stored).filter(Objects::nonNull).toList()));
    }

    private Stored stored(ToolCredential row) {
        try {
            return new Stored(row.id, row.provider, row.name, row.preset, open(row));
        } catch (SealedValueException unreadable) {
            LOG.errorf("The credentials '%s' of the tools of '%s' cannot be read: %s", row.name, row.provider,
                    unreadable.getMessage());
            return null;
        }
    }

    private Map<String, String> open(ToolCredential row) {
        try {
            return json.readValue(vault.open(row.tenantId, purpose(row.id), row.sealed), TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Stored credentials are unreadable", broken);
        }
    }

    private String seal(UUID tenantId, UUID id, Map<String, String> values) {
        try {
            return vault.seal(tenantId, purpose(id), json.writeValueAsString(values));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String purpose(UUID id) { return "tool-credential/" + id; }

    private static Failure unknown() { return ToolError.CREDENTIAL_NOT_FOUND.because("There are no such credentials"); }
}
