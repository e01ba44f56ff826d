package dev.difynative.testsupport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A catalogue of plugins elsewhere: {@code acme/models}, and {@code acme/forged}, whose package is another one than is listed. */
final class PluginShop {
    static final String MODELS = """
            {"format":1,"plugin_id":"acme/models","version":"1.0.0","name":{"en_US":"Acme"},"description":{"en_US":"Models of Acme"},
             "icon":"🧠","category":"model","tags":[],"model_providers":[{"id":"acme","label":{"en_US":"Acme"},
               "description":{"en_US":"Models of Acme"},"colour":"#336699","supported_model_types":["llm"],
               "credential_fields":[
                 {"variable":"api_key","label":{"en_US":"API Key"},"type":"secret-input","required":true},
                 {"variable":"base_url","label":{"en_US":"Base URL"},"type":"text-input","required":false}],
               "connection":{"protocol":"openai","base_url":"https://api.acme.example/v1","base_url_field":"base_url",
                 "key_field":"api_key","authentication":"bearer"},
               "models":[{"model":"acme-large","model_type":"llm","features":[],"context_size":128000}],
               "defaults":{"llm":"acme-large"}}]}""";

    private PluginShop() {}

    static String catalogue() {
        return "{\"format\":1,\"plugins\":[" + entry("models", hash(MODELS)) + "," + entry("forged", hash("another package"))
                + "]}";
    }

    private static String entry(String name, String hash) {
        return """
            {"plugin_id":"acme/%s","version":"1.0.0","name":{"en_US":"Acme"},"description":{"en_US":"Models of Acme"},
             "icon":"🧠","category":"model","tags":[],"package":"acme.%s.json","sha256":"%s","signature":null}"""
                .formatted(name, name, hash);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
