package dev.difynative.platform.crypto;

import java.security.SecureRandom;

/** Text that cannot be guessed. */
public final class RandomText {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomText() {}

    public static String alphanumeric(int length) {
        // Not kept in a static field: a native image would freeze the generator's seed.
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
        }
        return text.toString();
    }
}
