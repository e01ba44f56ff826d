package dev.difynative.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Random secrets that are shown once and kept as a hash. A random secret needs no slow hash: there is nothing to guess. */
final class Tokens {
    static final int RANDOM_LENGTH = 24;
    private static final int SHOWN = 4;

    private Tokens() {}

    /** Whether the text can be an API key at all; what cannot is not worth a query. */
    static boolean isWellFormed(String token) {
        for (ApiKeyKind kind : ApiKeyKind.values()) {
            if (token.startsWith(kind.prefix())) {
                return token.length() == kind.prefix().length() + RANDOM_LENGTH;
            }
        }
        return false;
    }

    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What may be shown of a key later on: {@code app-abcd…wxyz}. */
    static String hint(ApiKeyKind kind, String token) {
        return token.substring(0, kind.prefix().length() + SHOWN) + "…" + token.substring(token.length() - SHOWN);
    }
}
