package dev.difynative.models.credentials;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.ModelError;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.provider.CredentialProbe;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.error.Failure;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** A workspace's credentials of providers: several named sets each, one in force. Providers are asked outside transactions. */
@ApplicationScoped
public class ProviderCredentials {

    /** A set of credentials by id and name. */
    public record CredentialRef(UUID credentialId, String credentialName, boolean active) {

        static CredentialRef of(ProviderCredential row) { return new CredentialRef(row.id, row.name, row.active); }
    }

    /** A set of credentials with its secrets hidden. */
    public record HiddenCredentials(UUID id, String name, Map<String, String> values) {}

    private final SealedCredentials sealed;
    private final CredentialProbe probe;
    private final ConfiguredProviders configured;
    private final Clock clock;

    ProviderCredentials(SealedCredentials sealed, CredentialProbe probe, ConfiguredProviders configured, Clock clock) {
        this.sealed = sealed;
        this.probe = probe;
        this.configured = configured;
        this.clock = clock;
    }

    /** All sets of a workspace by provider. */
    public Map<String, List<CredentialRef>> list(UUID tenantId) {
        return transaction(() -> ProviderCredential.listOf(tenantId)).stream()
                .collect(Collectors.groupingBy(row -> row.provider, Collectors.mapping(CredentialRef::of, Collectors.toList())));
    }

    /** One set, or the active one when {@code id} is null; empty when there is none. */
    public Optional<HiddenCredentials> find(UUID tenantId, String provider, UUID id) {
        ProviderSpec spec = configured.spec(tenantId, provider);
        return transaction(() -> row(tenantId, spec, id)).map(row -> new HiddenCredentials(row.id, row.name,
                CredentialForm.hidden(spec.credentialFields(), open(row).orElse(Map.of()))));
    }

    /** Asks the provider and stores nothing. */
    public void check(UUID tenantId, String provider, Map<String, Object> form) {
        ProviderSpec spec = configurable(tenantId, provider);
        probe.check(spec, CredentialForm.read(spec.credentialFields(), form, stored(tenantId, spec, null)));
    }

    /** Stores a new set. One without a name replaces what is in force; a named one only waits, unless it is the first. */
    public void create(UUID tenantId, String provider, String name, Map<String, Object> form) {
        ProviderSpec spec = configurable(tenantId, provider);
        Map<String, String> values = CredentialForm.read(spec.credentialFields(), form, stored(tenantId, spec, null));
        probe.check(spec, values);
        changing(tenantId, spec, () -> {
            List<ProviderCredential> others = ProviderCredential.listOf(tenantId, spec.id());
            ProviderCredential row = new ProviderCredential();
            row.tenantId = tenantId;
            row.provider = spec.id();
            row.name = freeName(name, others);
            row.sealed = sealed.seal(tenantId, spec.id(), values);
            row.createdAt = clock.instant();
            row.updatedAt = row.createdAt;
            row.persist();
            if (others.isEmpty() || name == null || name.isBlank()) {
                activate(row, others);
            }
        });
    }

    public void update(UUID tenantId, String provider, UUID id, String name, Map<String, Object> form) {
        ProviderSpec spec = configurable(tenantId, provider);
        ProviderCredential known = transaction(() -> row(tenantId, spec, id)).orElseThrow(ProviderCredentials::unknown);
        Map<String, String> values = CredentialForm.read(spec.credentialFields(), form, open(known).orElse(null));
        probe.check(spec, values);
        changing(tenantId, spec, () -> {
            ProviderCredential row = ProviderCredential.findOwned(tenantId, spec.id(), known.id)
                    .orElseThrow(ProviderCredentials::unknown);
            if (name != null && !name.isBlank() && !name.equals(row.name)) {
                row.name = freeName(name, ProviderCredential.listOf(tenantId, spec.id()));
            }
            row.sealed = sealed.seal(tenantId, spec.id(), values);
            row.updatedAt = clock.instant();
        });
    }

    /** Deletes a set; when it was the active one, the oldest other one takes its place. */
    public void delete(UUID tenantId, String provider, UUID id) {
        ProviderSpec spec = configurable(tenantId, provider);
        changing(tenantId, spec, () -> {
            ProviderCredential row = row(tenantId, spec, id).orElseThrow(ProviderCredentials::unknown);
            row.delete();
            row.flush();
            if (row.active) {
                ProviderCredential.listOf(tenantId, spec.id()).stream().findFirst().ifPresent(next -> next.active = true);
            }
        });
    }

    /** Puts another set in force. */
    public void select(UUID tenantId, String provider, UUID id) {
        ProviderSpec spec = configurable(tenantId, provider);
        changing(tenantId, spec, () -> {
            ProviderCredential row = ProviderCredential.findOwned(tenantId, spec.id(), id)
                    .orElseThrow(ProviderCredentials::unknown);
            activate(row, ProviderCredential.listOf(tenantId, spec.id()));
        });
    }

    private static void activate(ProviderCredential row, List<ProviderCredential> all) {
        all.forEach(other -> other.active = false);
        row.active = true;
    }

    private Map<String, String> stored(UUID tenantId, ProviderSpec spec, UUID id) {
        return transaction(() -> row(tenantId, spec, id)).flatMap(this::open).orElse(null);
    }

    private static Optional<ProviderCredential> row(UUID tenantId, ProviderSpec spec, UUID id) {
        return id == null
                ? ProviderCredential.findActive(tenantId, spec.id())
                : ProviderCredential.findOwned(tenantId, spec.id(), id);
    }

    private Optional<Map<String, String>> open(ProviderCredential row) {
        try {
            return Optional.of(sealed.open(row.tenantId, row.provider, row.sealed));
        } catch (SealedValueException unreadable) {
            return Optional.empty();
        }
    }

    private static String freeName(String wanted, List<ProviderCredential> others) {
        if (wanted == null || wanted.isBlank()) {
            int number = others.size() + 1;
            while (taken("API KEY " + number, others)) {
                number++;
            }
            return "API KEY " + number;
        }
        if (wanted.length() > 30 || taken(wanted, others)) {
            throw ModelError.INVALID_CREDENTIALS.field("name", wanted.length() > 30 ? "max_length" : "unique",
                    wanted.length() > 30
                            ? "Parameter 'name' must have at most 30 characters"
                            : "Credentials of this name exist already");
        }
        return wanted;
    }

    private static boolean taken(String name, List<ProviderCredential> others) {
        return others.stream().anyMatch(other -> other.name.equals(name));
    }

    private ProviderSpec configurable(UUID tenantId, String provider) {
        ProviderSpec spec = configured.spec(tenantId, provider);
        if (spec.builtIn()) {
            throw ModelError.INVALID_CREDENTIALS.because("The built-in provider needs no credentials");
        }
        return spec;
    }

    private static Failure unknown() { return ModelError.CREDENTIAL_NOT_FOUND.because("Credential not found"); }

    private void changing(UUID tenantId, ProviderSpec spec, Runnable work) {
        QuarkusTransaction.joiningExisting().run(() -> {
            ProviderCredential.lockAll(tenantId, spec.id());
            work.run();
            configured.changed(tenantId);
        });
    }

    private static <T> T transaction(Callable<T> work) { return QuarkusTransaction.joiningExisting().call(work); }
}
