package dev.difynative.apps.extension;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** What an API-based extension is made of; a key that is sent back as it was shown stays the one that is stored. */
public record SaveExtension(String name, String apiEndpoint, String apiKey) {
    private static final int MAX_NAME_LENGTH = 40;
    private static final int MAX_URL_LENGTH = 255;
    private static final int MIN_KEY_LENGTH = 5;
    private static final int MAX_KEY_LENGTH = 1000;

    /** The same with everything in its normal form, or a failure that names what is wrong. */
    SaveExtension checked() {
        String url = bounded("api_endpoint", apiEndpoint, 1, MAX_URL_LENGTH);
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw CommonError.INVALID_PARAM.field("api_endpoint", "format", "Parameter 'api_endpoint' must be an http(s) URL");
        }
        return new SaveExtension(bounded("name", name, 1, MAX_NAME_LENGTH), url,
                bounded("api_key", apiKey, MIN_KEY_LENGTH, MAX_KEY_LENGTH));
    }

    private static String bounded(String field, String text, int minLength, int maxLength) {
        if (text == null || text.isBlank()) {
            throw Parameters.missing(field);
        }
        String value = text.strip();
        int length = value.codePointCount(0, value.length());
        if (length < minLength || length > maxLength) {
            throw CommonError.INVALID_PARAM.field(field, "length", "Parameter '%s' must be %d to %d characters long", field,
                    minLength, maxLength);
        }
        return value;
    }
}
