package dev.difynative.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The hash by which tokens, contents and files are known. */
public final class Sha256 {

    private Sha256() {}

    /** For what comes in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static byte[] of(byte[] content) { return digest().digest(content); }

    public static byte[] of(String text) { return of(text.getBytes(StandardCharsets.UTF_8)); }

    public static String hex(byte[] content) { return HexFormat.of().formatHex(of(content)); }

    public static String hex(String text) { return HexFormat.of().formatHex(of(text)); }

    /** In the alphabet of addresses, without padding. */
    public static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(text));
    }
}
