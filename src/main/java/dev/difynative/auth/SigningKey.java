package dev.difynative.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

import jakarta.inject.Singleton;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** The key that signs access tokens: made once per database, so that all instances accept each other's tokens. */
@Singleton
class SigningKey {
    private static final String SETTING = "auth.signing_key";
    private volatile KeyPair keys;

    KeyPair get() {
        KeyPair known = keys;
        return known != null ? known : read();
    }

    private synchronized KeyPair read() {
        if (keys == null) {
            keys = QuarkusTransaction.requiringNew()
                    .call(() -> decode(Setting.find(SETTING).orElseGet(() -> Setting.keepFirst(SETTING, encode(generate())))));
        }
        return keys;
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(pair.getPrivate().getEncoded()) + ":" + base64.encodeToString(pair.getPublic().getEncoded());
    }

    private static KeyPair decode(String text) {
        String[] parts = text.split(":");
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new KeyPair(factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(parts[1]))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0]))));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("The signing key in the settings table cannot be read", unreadable);
        }
    }
}
