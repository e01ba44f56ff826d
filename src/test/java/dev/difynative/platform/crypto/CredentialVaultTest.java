package dev.difynative.platform.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CredentialVaultTest {
    private static final UUID TENANT = UUID.randomUUID();
    private static final String OLD = "the old secret key of this service";
    private static final String NEW = "the new secret key of this service";

    @Inject CredentialVault vault;
    @Inject AgroalDataSource database;

    private CredentialVault with(Map<String, String> settings) {
        return new CredentialVault(new KeyRing(new VaultConfig(Optional.ofNullable(settings.get("dify.secret-key")),
                Optional.ofNullable(settings.get("dify.previous-secret-keys")).map(List::of), Path.of("target", "no-data")),
                database));
    }

    @Test
    void aSealedValueIsOpenedByItsOwnerOnly() {
        String sealed = vault.seal(TENANT, "model-provider/openai", "sk-ü秘密");
        assertEquals("sk-ü秘密", vault.open(TENANT, "model-provider/openai", sealed));
        assertThrows(SealedValueException.class, () -> vault.open(UUID.randomUUID(), "model-provider/openai", sealed));
        assertThrows(SealedValueException.class, () -> vault.open(TENANT, "model-provider/other", sealed));
    }

    @Test
    void aChangedValueIsRefused() {
        String sealed = vault.seal(TENANT, "p", "value");
        char last = sealed.charAt(sealed.length() - 2);
        String changed = sealed.substring(0, sealed.length() - 2) + (last == 'A' ? 'B' : 'A')
                + sealed.charAt(sealed.length() - 1);
        assertThrows(SealedValueException.class, () -> vault.open(TENANT, "p", changed));
        assertThrows(SealedValueException.class, () -> vault.open(TENANT, "p", "plain text"));
    }

    @Test
    void theSameValueIsNeverSealedTheSameWay() {
        String sealed = vault.seal(TENANT, "p", "value");
        assertNotEquals(sealed, vault.seal(TENANT, "p", "value"));
        assertFalse(sealed.contains("value"));
    }

    @Test
    void allInstancesOnOneDatabaseShareTheKeyThatIsKeptThere() {
        assertEquals("value", with(Map.of()).open(TENANT, "p", with(Map.of()).seal(TENANT, "p", "value")));
    }

    @Test
    void anOldKeyStillOpensWhatItSealed() {
        String sealed = with(Map.of("dify.secret-key", OLD)).seal(TENANT, "p", "value");
        assertEquals("value", with(Map.of("dify.secret-key", NEW, "dify.previous-secret-keys", OLD)).open(TENANT, "p", sealed));
        SealedValueException lost = assertThrows(SealedValueException.class,
                () -> with(Map.of("dify.secret-key", NEW)).open(TENANT, "p", sealed));
        assertTrue(lost.getMessage().contains("DIFY_SECRET_KEY"), lost.getMessage());
    }

    @Test
    void aConfiguredKeyTakesOverFromTheOneInTheDatabase() {
        String sealed = with(Map.of()).seal(TENANT, "p", "value");
        assertEquals("value", with(Map.of("dify.secret-key", NEW)).open(TENANT, "p", sealed));
    }

    @Test
    void aShortKeyIsRefused() {
        assertThrows(ConfigurationException.class, () -> with(Map.of("dify.secret-key", "short")).seal(TENANT, "p", "value"));
    }
}
