package dev.difynative.tools.openapi;

import java.util.List;

import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.models.catalogue.CredentialField.Condition;
import dev.difynative.models.catalogue.CredentialField.Option;
import dev.difynative.models.catalogue.LocalText;

/** The form in which the credentials of an API are given. */
final class AuthForm {
    static final List<CredentialField> FIELDS = List.of(
            field("auth_type", "select", true, "none",
                    List.of(option("none", "None"), option("api_key_header", "API key in a header"),
                            option("api_key_query", "API key in the query")),
                    List.of()),
            field("api_key_header", "text-input", false, "Authorization", List.of(), shownFor("api_key_header")),
            field("api_key_header_prefix", "select", false, "basic",
                    List.of(option("basic", "Basic"), option("bearer", "Bearer"), option("custom", "Custom")),
                    shownFor("api_key_header")),
            field("api_key_query_param", "text-input", false, "key", List.of(), shownFor("api_key_query")),
            field("api_key_value", "secret-input", false, null, List.of(), List.of()));

    private AuthForm() {}

    private static CredentialField field(String name, String type, boolean required, String preset, List<Option> options,
            List<Condition> showOn) {
        return new CredentialField(name, LocalText.same(name), type, required, preset, options, null, null, showOn);
    }

    private static Option option(String value, String label) { return new Option(LocalText.same(label), value, List.of()); }

    private static List<Condition> shownFor(String type) { return List.of(new Condition("auth_type", type)); }
}
