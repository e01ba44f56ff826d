package dev.difynative.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An AES-256 key with an id that says nothing about it. */
final class VaultKey {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String id;
    private final SecretKeySpec key;

    private VaultKey(String id, SecretKeySpec key) {
        this.id = id;
        this.key = key;
    }

    /** Derives the key from any text (HKDF with SHA-256, RFC 5869). */
    static VaultKey derivedFrom(String secret) {
        byte[] root = hmac("dify-native".getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        byte[] key = expanded(root, "credentials/1");
        byte[] id = expanded(root, "key-id/1");
        return new VaultKey(HexFormat.of().formatHex(id, 0, 4), new SecretKeySpec(key, "AES"));
    }

    String id() { return id; }

    byte[] encrypt(byte[] plain, byte[] nonce, byte[] bound) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, bound);
            byte[] encrypted = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] decrypt(byte[] sealed, byte[] bound) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new GeneralSecurityException("Too short");
        }
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), bound)
                .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    static int nonceBytes() { return NONCE_BYTES; }

    private Cipher cipher(int mode, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    /** One block of HKDF's expansion, which is as long as the key. */
    private static byte[] expanded(byte[] root, String purpose) {
        return hmac(root, (purpose + '\1').getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
