package dev.difynative.apps.extension;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import dev.difynative.apps.AppError;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.SqlFaults;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The API-based extensions of a workspace. One is kept only when it answers, and no connection is held while it is asked. */
@Singleton
public class ApiBasedExtensions {
    private static final String PURPOSE = "api-based-extension";

    private final ExtensionPing ping;
    private final CredentialVault vault;
    private final Clock clock;

    ApiBasedExtensions(ExtensionPing ping, CredentialVault vault, Clock clock) {
        this.ping = ping;
        this.vault = vault;
        this.clock = clock;
    }

    /** Where an extension is called, and with which key. */
    public record Endpoint(String url, String apiKey) {}

    /** An extension by the id that a configuration names; empty when there is none, whatever the id looks like. */
    public Optional<Endpoint> find(UUID tenantId, String id) {
        return Ids.tryParse(id).flatMap(extensionId -> QuarkusTransaction.joiningExisting()
                .call(() -> ApiBasedExtension.findOwned(tenantId, extensionId).map(this::endpoint)));
    }

    @Transactional
    public List<ExtensionView> list(UUID tenantId) {
        return ApiBasedExtension.ofTenant(tenantId).stream().map(this::view).toList();
    }

    @Transactional
    public ExtensionView get(UUID tenantId, UUID id) { return view(owned(tenantId, id)); }

    public ExtensionView create(UUID tenantId, SaveExtension command) {
        SaveExtension valid = command.checked();
        ping.check(valid.apiEndpoint(), valid.apiKey());
        ApiBasedExtension extension = new ApiBasedExtension();
        extension.tenantId = tenantId;
        extension.createdAt = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> write(extension, valid));
    }

    public ExtensionView update(UUID tenantId, UUID id, SaveExtension command) {
        SaveExtension sent = command.checked();
        Endpoint present = QuarkusTransaction.requiringNew().call(() -> endpoint(owned(tenantId, id)));
        boolean unchanged = sent.apiKey().equals(ExtensionView.masked(present.apiKey()));
        SaveExtension valid = new SaveExtension(sent.name(), sent.apiEndpoint(), unchanged ? present.apiKey() : sent.apiKey());
        ping.check(valid.apiEndpoint(), valid.apiKey());
        return QuarkusTransaction.requiringNew().call(() -> write(owned(tenantId, id), valid));
    }

    @Transactional
    public void delete(UUID tenantId, UUID id) { owned(tenantId, id).delete(); }

    private ExtensionView write(ApiBasedExtension extension, SaveExtension values) {
        extension.name = values.name();
        extension.apiEndpoint = values.apiEndpoint();
        extension.sealedApiKey = vault.seal(extension.tenantId, PURPOSE, values.apiKey());
        try {
            extension.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? AppError.EXTENSION_NAME_TAKEN.field("name", "unique", "An extension named '%s' exists already",
                            values.name())
                    : fault;
        }
        return view(extension);
    }

    private Endpoint endpoint(ApiBasedExtension extension) {
        return new Endpoint(extension.apiEndpoint, vault.open(extension.tenantId, PURPOSE, extension.sealedApiKey));
    }

    private ExtensionView view(ApiBasedExtension extension) { return ExtensionView.of(extension, endpoint(extension).apiKey()); }

    private static ApiBasedExtension owned(UUID tenantId, UUID id) {
        return ApiBasedExtension.findOwned(tenantId, id).orElseThrow(ApiBasedExtensions::notFound);
    }

    private static Failure notFound() { return AppError.EXTENSION_NOT_FOUND.because("API-based extension not found"); }
}
