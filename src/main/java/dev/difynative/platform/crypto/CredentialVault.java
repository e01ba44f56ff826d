package dev.difynative.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Encrypts what is stored and must be read again: AES-256-GCM, bound to the workspace and the purpose, so that a sealed value
 * is worthless in another row. The text form names its version and its key: {@code 1.<key id>.<base64url>}.
 */
@ApplicationScoped
public class CredentialVault {
    /** In place of a workspace, for values of the whole installation. */
    public static final UUID INSTALLATION = new UUID(0, 0);
    private static final String VERSION = "1";

    private final KeyRing keys;
    private final SecureRandom random = new SecureRandom();

    CredentialVault(KeyRing keys) { this.keys = keys; }

    public String seal(UUID tenantId, String purpose, String plain) {
        byte[] nonce = new byte[VaultKey.nonceBytes()];
        random.nextBytes(nonce);
        VaultKey key = keys.primary();
        byte[] sealed = key.encrypt(plain.getBytes(StandardCharsets.UTF_8), nonce, bound(tenantId, purpose));
        return VERSION + "." + key.id() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Throws {@link SealedValueException} when the value was sealed for somebody else or its key is not here. */
    public String open(UUID tenantId, String purpose, String sealed) {
        String[] parts = sealed.split("\\.");
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new SealedValueException("Not a sealed value");
        }
        VaultKey key = keys.find(parts[1]).orElseThrow(() -> new SealedValueException(
                "The value was sealed with another key: set DIFY_SECRET_KEY (or DIFY_PREVIOUS_SECRET_KEYS) to that one"));
        try {
            byte[] plain = key.decrypt(Base64.getUrlDecoder().decode(parts[2]), bound(tenantId, purpose));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException changed) {
            throw new SealedValueException("The value was changed, or sealed for another workspace or purpose");
        }
    }

    /** Whether the key is here that a value was sealed with. */
    public boolean hasKeyOf(String sealed) {
        String[] parts = sealed.split("\\.");
        return parts.length == 3 && keys.knows(parts[1]);
    }

    private static byte[] bound(UUID tenantId, String purpose) {
        return (tenantId + "/" + purpose).getBytes(StandardCharsets.UTF_8);
    }
}
