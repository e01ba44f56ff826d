package dev.difynative.platform.crypto;

import java.security.SecureRandom;

/** Text that cannot be guessed. */
public final class RandomText {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final class Holder {
        // Not a constant of the outer class: a native image must not freeze the generator's seed.
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private RandomText() {}

    public static String alphanumeric(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHANUMERIC.charAt(Holder.RANDOM.nextInt(ALPHANUMERIC.length())));
        }
        return text.toString();
    }
}
