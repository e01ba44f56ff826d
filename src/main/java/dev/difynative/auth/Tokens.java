package dev.difynative.auth;

import dev.difynative.platform.crypto.Sha256;

/** Random secrets that are shown once and kept as a hash. A random secret needs no slow hash: there is nothing to guess. */
public final class Tokens {

    private Tokens() {}

    public static String hash(String token) { return Sha256.base64Url(token); }
}
