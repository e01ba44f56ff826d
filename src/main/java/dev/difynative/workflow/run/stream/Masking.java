package dev.difynative.workflow.run.stream;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

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

    /** How many characters at the end of a text may be the beginning of a secret. */
    int begun(String text) {
        int most = 0;
        for (String secret : secrets) {
            int length = Math.min(secret.length() - 1, text.length());
            while (length > most && !secret.startsWith(text.substring(text.length() - length))) {
                length--;
            }
            most = Math.max(most, length);
        }
        return most;
    }

    /** The same with masked texts. */
    public JsonNode mask(JsonNode json) {
        return switch (json) {
            case TextNode text when !secrets.isEmpty() -> TextNode.valueOf(mask(text.textValue()));
            case ObjectNode object when !secrets.isEmpty() -> {
                ObjectNode masked = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> masked.set(field.getKey(), mask(field.getValue())));
                yield masked;
            }
            case ArrayNode list when !secrets.isEmpty() -> {
                ArrayNode masked = JsonNodeFactory.instance.arrayNode();
                list.forEach(item -> masked.add(mask(item)));
                yield masked;
            }
            case null -> null;
            default -> json;
        };
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
