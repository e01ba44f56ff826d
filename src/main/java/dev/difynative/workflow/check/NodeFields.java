package dev.difynative.workflow.check;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Node;

/** The settings of a node, or an object within them, with a way to say what is wrong with each field. */
record NodeFields(Node owner, String path, JsonNode node, Findings findings) {

    boolean has(String field) { return node.hasNonNull(field); }

    /** Whether there is a selector, and not only the place for one. */
    boolean selects(String field) {
        return !node.path(field).isEmpty();
    }

    /** A text that may be empty. */
    void present(String field) {
        if (absent(node.path(field))) {
            missing(field);
        } else if (node.path(field).isContainerNode()) {
            unreadable(field, "a text");
        }
    }

    /** A text that must not be empty. */
    void text(String field) {
        JsonNode value = node.path(field);
        if (absent(value) || value.isTextual() && value.asText().isBlank()) {
            missing(field);
        } else if (value.isContainerNode()) {
            unreadable(field, "a text");
        }
    }

    /** A list that must have something in it. */
    void filled(String field) {
        JsonNode value = node.path(field);
        if (absent(value) || value.isArray() && value.isEmpty()) {
            missing(field);
        } else if (!value.isArray()) {
            unreadable(field, "a list");
        }
    }

    /** The path of a variable. */
    void selector(String field) {
        filled(field);
        for (JsonNode part : node.path(field)) {
            if (part.isContainerNode()) {
                unreadable(field, "a list of texts");
                return;
            }
        }
    }

    void object(String field, Consumer<NodeFields> check) {
        JsonNode value = node.path(field);
        if (absent(value)) {
            missing(field);
        } else if (!value.isObject()) {
            unreadable(field, "an object");
        } else {
            check.accept(new NodeFields(owner, path + field + ".", value, findings));
        }
    }

    /** A list of objects, which may be absent. */
    void each(String field, Consumer<NodeFields> check) {
        JsonNode list = node.path(field);
        if (absent(list)) {
            return;
        }
        if (!list.isArray()) {
            unreadable(field, "a list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject()) {
                check.accept(new NodeFields(owner, path + field + "[" + i + "].", list.get(i), findings));
            } else {
                unreadable(field + "[" + i + "]", "an object");
            }
        }
    }

    /** What a model is asked: messages, or one text. */
    void promptTemplate() {
        JsonNode value = node.path("prompt_template");
        if (absent(value) || value.isContainerNode() && value.isEmpty()) {
            missing("prompt_template");
        } else if (!value.isContainerNode()) {
            unreadable("prompt_template", "a list of messages or an object");
        }
    }

    void missing(String field) { fault(field, "required", "is required"); }

    void fault(String field, String type, String what) {
        findings.fault(owner.id(), path + field, type, "Node '%s': '%s' %s", Findings.name(owner), path + field, what);
    }

    /** Something that is as its author wants it, but cannot be had here. */
    void warning(String field, String type, String what) {
        findings.warning(owner.id(), path + field, type, "Node '%s': '%s' %s", Findings.name(owner), path + field, what);
    }

    void unreadable(String field, String expected) {
        findings.structure(owner.id(), path + field, "unreadable", "Node '%s': '%s' must be %s", Findings.name(owner),
                path + field,
                expected);
    }

    private static boolean absent(JsonNode value) { return value.isMissingNode() || value.isNull(); }
}
