package dev.difynative.tools.mcp;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Who gives the tokens for a server of the Model Context Protocol.
 *
 * @param resource
 *            what the tokens are for
 * @param registration
 *            where clients register themselves; null when they cannot
 * @param scope
 *            what is asked for; empty to leave it to the server
 * @param clientAlone
 *            whether the client itself gets tokens, without a person who consents
 * @param basic
 *            whether a client shows its secret in a header rather than in the form
 */
record OAuthServer(String resource, String authorization, String token, String registration, String scope, boolean clientAlone,
        boolean basic) {

    static OAuthServer of(String resource, String scope, JsonNode metadata, String origin) {
        List<String> grants = texts(metadata.path("grant_types_supported"));
        List<String> methods = texts(metadata.path("token_endpoint_auth_methods_supported"));
        // What a server does not say stands where the first edition of the protocol put it.
        return new OAuthServer(resource, metadata.path("authorization_endpoint").asText(origin + "/authorize"),
                metadata.path("token_endpoint").asText(origin + "/token"),
                metadata.path("registration_endpoint").asText(metadata.isMissingNode() ? origin + "/register" : null), scope,
                grants.contains("client_credentials") && !grants.contains("authorization_code"),
                methods.contains("client_secret_basic") && !methods.contains("client_secret_post"));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
