package dev.difynative.tools.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/** Shows secrets without giving them away, and takes them back unchanged. */
public final class Secrets {
    /** What the console sends for a secret that is to stay as it is. */
    private static final String UNCHANGED = "[__HIDDEN__]";
    private static final int SHORT = 8;

    private Secrets() {}

    public static String masked(String secret) {
        return secret.length() <= SHORT
                ? "*".repeat(20)
                : secret.substring(0, 6) + "*".repeat(12) + secret.substring(secret.length() - 2);
    }

    public static Map<String, String> masked(Map<String, String> secrets) {
        Map<String, String> shown = new LinkedHashMap<>();
        secrets.forEach((name, value) -> shown.put(name, masked(value)));
        return shown;
    }

    /** What was sent, where a value that came back as it is shown stands for the stored one. */
    public static String taken(String sent, String stored) {
        return stored != null && (UNCHANGED.equals(sent) || masked(stored).equals(sent)) ? stored : sent;
    }
}
