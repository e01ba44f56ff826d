package dev.difynative.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.instance.InstanceConfig;
import dev.difynative.platform.persistence.SqlRows;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SigningKeyTest {
    @Inject CredentialVault vault;
    @Inject SqlRows rows;
    @Inject AuthConfig config;
    @Inject InstanceConfig instance;

    @Test
    void theKeyIsStoredSealed() {
        key().get();
        assertTrue(stored().matches("1\\.[0-9a-f]+\\.[\\w-]+"), stored());
    }

    @Test
    void aKeyThatWasStoredUnsealedIsKeptAndSealed() {
        KeyPair keys = key().get();
        Rows.insert("UPDATE settings SET value = ? WHERE name = ?", SigningKey.encode(keys), SigningKey.SETTING);
        assertEquals(keys.getPublic(), key().get().getPublic());
        assertTrue(stored().startsWith("1."), stored());
        assertEquals(keys.getPrivate(), key().get().getPrivate());
    }

    @Test
    void aServiceThatCannotOpenWhatIsStoredDoesNotStart() {
        key().get();
        String former = stored();
        key().check(null);
        Rows.insert("UPDATE settings SET value = ? WHERE name = ?", former.replaceFirst("1\\.[0-9a-f]+", "1.00000000"),
                SigningKey.SETTING);
        try {
            SealedValueException refused = assertThrows(SealedValueException.class, () -> key().check(null));
            assertTrue(refused.getMessage().contains("DIFY_SECRET_KEY"), refused.getMessage());
            assertThrows(SealedValueException.class, () -> key().get());
        } finally {
            Rows.insert("UPDATE settings SET value = ? WHERE name = ?", former, SigningKey.SETTING);
        }
    }

    private SigningKey key() { return new SigningKey(vault, rows, config, instance); }

    private static String stored() { return Rows.text("SELECT value FROM settings WHERE name = ?", SigningKey.SETTING); }
}
