package dev.difynative.workflow.run.stream;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;

/** Keeps the secret environment variables of a workflow out of everything that is told or stored of its runs. */
public final class Masking {
    public static final Masking NONE = new Masking(List.of());
    private static final String MASK = "*".repeat(20);
    /** Shorter ones would blot out ordinary words. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    private Masking(List<String> secrets) { this.secrets = secrets; }

    public static Masking of(JsonNode environment) {
        List<String> secrets = new ArrayList<>();
        for (JsonNode variable : environment) {
            String value = variable.path("value").asText("");
            if (variable.path("value_type").asText("").equals("secret") && value.length() >= SHORTEST) {
                secrets.add(value);
                String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(value));
                if (!quoted.equals(value)) {
                    secrets.add(quoted);
                }
            }
        }
        return secrets.isEmpty() ? NONE : new Masking(List.copyOf(secrets));
    }

    public String mask(String text) {
        String masked = text;
        if (masked != null) {
            for (String secret : secrets) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }
}
