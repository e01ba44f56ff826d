package dev.difynative.knowledge.external;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** What an external knowledge API is made of; a key that is sent back as it was shown stays the one that is stored. */
public record SaveExternalApi(String name, String description, Settings settings) {
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DESCRIPTION_LENGTH = 400;
    private static final int MAX_LENGTH = 1_000;

    public record Settings(String endpoint, String apiKey) {}

    SaveExternalApi checked() {
        String itsName = Parameters.text("name", name, MAX_NAME_LENGTH);
        if (settings == null) {
            throw Parameters.missing("settings");
        }
        String endpoint = Parameters.text("endpoint", settings.endpoint, MAX_LENGTH).replaceFirst("/+$", "");
        if (!endpoint.startsWith("http://") && !endpoint.startsWith("https://")) {
            throw CommonError.INVALID_PARAM.field("endpoint", "format", "Parameter 'endpoint' must be an http(s) URL");
        }
        String itsDescription = description == null || description.isEmpty()
                ? ""
                : Parameters.bounded("description", description, MAX_DESCRIPTION_LENGTH);
        return new SaveExternalApi(itsName, itsDescription,
                new Settings(endpoint, Parameters.text("api_key", settings.apiKey, MAX_LENGTH)));
    }
}
