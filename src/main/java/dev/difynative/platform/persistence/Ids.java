package dev.difynative.platform.persistence;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import dev.difynative.platform.error.ErrorCode;

/** Identifiers: UUID version 7 (RFC 9562 §5.7), so that new rows land side by side in each index. */
public final class Ids {
    private static final int TEXT_LENGTH = 36;

    private Ids() {}

    /** A new time-ordered id; not a secret. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(1 << 12);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** An id that cannot be guessed, for what is a capability as well as a name. */
    public static UUID unguessable() {
        byte[] bytes = new byte[16];
        // Not kept in a static field: a native image would freeze the generator's seed.
        new SecureRandom().nextBytes(bytes);
        bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Reads an id that a caller sent; a malformed one is as unknown as one that does not exist. */
    public static UUID parse(String text, ErrorCode notFound, String what) {
        return tryParse(text).orElseThrow(() -> notFound.because("%s not found", what));
    }

    /** Reads an id; empty when the text is none. */
    public static Optional<UUID> tryParse(String text) {
        if (text == null || text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
