package dev.difynative.models.credentials;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.models.ModelError;
import dev.difynative.models.catalogue.CredentialField;

/** Reads filled-in credential forms, and shows stored credentials without their secrets. */
final class CredentialForm {
    /** What the console sends for a secret that is to stay as it is. */
    private static final String UNCHANGED = "[__HIDDEN__]";

    private CredentialForm() {}

    /** The values of the form's fields as text; {@code stored} fills secrets that were sent back hidden, or is null. */
    static Map<String, String> read(List<CredentialField> fields, Map<String, Object> sent, Map<String, String> stored) {
        if (sent == null) {
            throw ModelError.INVALID_CREDENTIALS.field("credentials", "required", "Parameter 'credentials' is required");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (CredentialField field : fields) {
            String value = value(field, sent.get(field.variable()), stored);
            if (value.isEmpty() && field.defaultValue() != null) {
                value = field.defaultValue();
            }
            if (value.isEmpty() && field.required()) {
                throw ModelError.INVALID_CREDENTIALS.field("credentials." + field.variable(), "required",
                        "Parameter '%s' is required",
                        field.variable());
            }
            if (!value.isEmpty()) {
                values.put(field.variable(), value);
            }
        }
        return values;
    }

    private static String value(CredentialField field, Object sent, Map<String, String> stored) {
        String text = switch (sent) {
            case null -> "";
            case String written -> written.strip();
            case Number number -> number.toString();
            case Boolean choice -> choice.toString();
            default -> throw ModelError.INVALID_CREDENTIALS.field("credentials." + field.variable(), "type",
                    "Parameter '%s' must be text",
                    field.variable());
        };
        String before = stored == null ? null : stored.get(field.variable());
        boolean unchanged = field.secret() && before != null && (text.equals(UNCHANGED) || text.equals(obfuscated(before)));
        return unchanged ? before : text;
    }

    /** Secrets by their first six and last two characters, or by nothing when they are short. */
    static Map<String, String> hidden(List<CredentialField> fields, Map<String, String> values) {
        Map<String, String> shown = new LinkedHashMap<>(values);
        for (CredentialField field : fields) {
            if (field.secret()) {
                shown.computeIfPresent(field.variable(), (name, value) -> obfuscated(value));
            }
        }
        return shown;
    }

    static String obfuscated(String secret) {
        return secret.length() <= 8
                ? "*".repeat(20)
                : secret.substring(0, 6) + "*".repeat(12) + secret.substring(secret.length() - 2);
    }
}
