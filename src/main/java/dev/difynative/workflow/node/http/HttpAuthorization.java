package dev.difynative.workflow.node.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.TextTemplate;

/** The header by which a request says who it comes from; {@code scheme} is empty when it does not. */
record HttpAuthorization(String scheme, TextTemplate key, String header) {

    static HttpAuthorization read(NodeData data) {
        NodeData authorization = data.object("authorization");
        if (authorization.word("type", "no-auth", List.of("no-auth", "api-key")).equals("no-auth")) {
            return new HttpAuthorization("", TextTemplate.parse(""), "");
        }
        NodeData config = authorization.object("config");
        String scheme = config.word("type", "bearer", List.of("basic", "bearer", "custom"));
        String header = config.text("header", "");
        return new HttpAuthorization(scheme, config.template("api_key"),
                header.isBlank() || !scheme.equals("custom") ? "Authorization" : header.strip());
    }

    boolean present() { return !scheme.isEmpty(); }

    String value(Function<TextTemplate, String> render) {
        String secret = render.apply(key).strip();
        if (secret.isEmpty()) {
            throw new NodeFailure("AuthorizationConfigError", "The API key of the request is empty");
        }
        return switch (scheme) {
            case "bearer" -> "Bearer " + secret;
            // "name:password" is encoded here; anything else is taken for encoded already.
            case "basic" -> "Basic " + (secret.indexOf(':') < 0
                    ? secret
                    : Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            default -> secret;
        };
    }
}
