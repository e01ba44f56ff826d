package dev.difynative.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.instance.InstanceConfig;
import dev.difynative.platform.persistence.SqlRows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/**
 * The key that signs access tokens: made once per database, so that all instances accept each other's tokens, and sealed
 * there. The start only looks whether it can be opened; it is read at the first sign-in or call.
 */
@Singleton
class SigningKey {
    static final String SETTING = "auth.signing_key";
    private static final Logger LOG = Logger.getLogger(SigningKey.class);
    private static final String PURPOSE = "signing-key";
    /** Between the two halves of a key; no sealed value contains it. */
    private static final String SEPARATOR = ":";

    private static final String LOST = """
            The secrets in this database were encrypted with another key than the one at hand. Set DIFY_SECRET_KEY (or \
            DIFY_PREVIOUS_SECRET_KEYS) to the former key, or put the former secret.key back into the data folder. If it is lost, \
            DIFY_AUTH_REPLACE_SIGNING_KEY=true starts all the same: everybody has to sign in anew, and the stored credentials \
            have to be entered again.""";

    private final CredentialVault vault;
    private final SqlRows rows;
    private final AuthConfig config;
    private final InstanceConfig instance;
    private volatile KeyPair keys;

    SigningKey(CredentialVault vault, SqlRows rows, AuthConfig config, InstanceConfig instance) {
        this.vault = vault;
        this.rows = rows;
        this.config = config;
        this.instance = instance;
    }

    /** A service that cannot open what is stored must not begin to store more. */
    void check(@Observes @Priority(3) StartupEvent start) {
        if (!instance.serving() || config.replaceSigningKey()) {
            return;
        }
        for (String stored : rows.list("SELECT value FROM settings WHERE name = ?", List.of(SETTING), row -> row.getString(1))) {
            if (!stored.contains(SEPARATOR) && !vault.hasKeyOf(stored)) {
                throw new SealedValueException(LOST);
            }
        }
    }

    KeyPair get() {
        KeyPair known = keys;
        return known != null ? known : read();
    }

    // Sealed and opened outside of the transactions, so that a vault key that is made on the way is kept in any case.
    private synchronized KeyPair read() {
        if (keys == null) {
            String stored = QuarkusTransaction.requiringNew().call(() -> Setting.find(SETTING)).orElse(null);
            if (stored == null) {
                String made = sealed(encode(generate()));
                stored = QuarkusTransaction.requiringNew().call(() -> Setting.keepFirst(SETTING, made));
            }
            keys = decode(stored.contains(SEPARATOR) ? sealInPlace(stored) : opened(stored));
        }
        return keys;
    }

    /** The first versions kept it unsealed. */
    private String sealInPlace(String plain) {
        replace(plain, sealed(plain));
        return plain;
    }

    private String opened(String stored) {
        try {
            return vault.open(CredentialVault.INSTALLATION, PURPOSE, stored);
        } catch (SealedValueException lost) {
            if (!config.replaceSigningKey()) {
                throw lost;
            }
            LOG.warnf("The key that signs access tokens cannot be opened, everybody has to sign in anew: %s", lost.getMessage());
            replace(stored, sealed(encode(generate())));
            // Another instance may have been first.
            String current = QuarkusTransaction.requiringNew().call(() -> Setting.find(SETTING)).orElseThrow();
            return vault.open(CredentialVault.INSTALLATION, PURPOSE, current);
        }
    }

    private static void replace(String former, String value) {
        QuarkusTransaction.requiringNew().run(() -> Setting.replace(SETTING, former, value));
    }

    private String sealed(String plain) { return vault.seal(CredentialVault.INSTALLATION, PURPOSE, plain); }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String encode(KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(pair.getPrivate().getEncoded()) + SEPARATOR
                + base64.encodeToString(pair.getPublic().getEncoded());
    }

    private static KeyPair decode(String text) {
        String[] parts = text.split(SEPARATOR);
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new KeyPair(factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(parts[1]))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0]))));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("The signing key in the settings table cannot be read", unreadable);
        }
    }
}
