package dev.difynative.workflow.trigger;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.value.ValueType;

/** What a webhook takes and what it answers, as its node says. */
record WebhookSettings(String method, String contentType, List<Parameter> headers, List<Parameter> params, List<Parameter> body,
        int status, String answer) {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data";
    static final String TEXT = "text/plain";
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;

    /** Something that a caller sends under a name. */
    record Parameter(String name, ValueType type, boolean required) {

        /** The name of the variable: one that selectors can hold. */
        String variable() { return name.replace('-', '_'); }
    }

    static WebhookSettings read(JsonNode data) {
        NodeData settings = NodeData.of(data);
        String contentType = settings.has("content_type") ? settings.text("content_type", JSON) : JSON;
        return new WebhookSettings(
                (settings.has("method") ? settings.text("method", "GET") : "GET").toUpperCase(Locale.ROOT),
                contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT), parameters(settings, "headers"),
                parameters(settings, "params"), parameters(settings, "body"),
                settings.integer("status_code", LEAST_STATUS, LEAST_STATUS, MOST_STATUS), settings.text("response_body", ""));
    }

    private static List<Parameter> parameters(NodeData settings, String place) {
        return settings.objects(place).stream()
                .map(item -> new Parameter(item.required("name"),
                        ValueType.find(item.text("type", "string")).orElse(ValueType.ANY), item.flag("required", false)))
                .toList();
    }
}
