package dev.difynative.workflow.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a variable can hold. Values are never changed; an update puts another value in a variable's place. */
public sealed interface Value {
    Nothing NOTHING = new Nothing();
    Text EMPTY = new Text("");

    ValueType type();

    JsonNode toJson();

    /** How the value reads within a text: a file is a link, a list or an object is JSON, nothing is nothing. */
    String text();

    /** What is found under a name within the value: a field of an object, an attribute of a file, an item of a list. */
    default Optional<Value> inside(String name) {
        return Optional.empty();
    }

    default boolean isNothing() { return this instanceof Nothing; }

    static Value of(String text) { return text == null ? NOTHING : new Text(text); }

    static Value of(long number) { return new Number(BigDecimal.valueOf(number)); }

    static Value of(BigDecimal number) { return new Number(number); }

    static Value of(boolean flag) { return new Bool(flag); }

    static Value of(List<? extends Value> items) { return new Array(List.copyOf(items)); }

    /** An object of the given fields, in their order. */
    static Value of(Map<String, ? extends Value> fields) {
        return new Struct(new LinkedHashMap<>(fields));
    }

    static Value of(JsonNode json) { return Values.fromJson(json); }

    /** Takes what a JSON body is read into: texts, numbers, flags, lists, maps. */
    static Value ofPlain(Object plain) {
        return Values.fromPlain(plain);
    }

    record Text(String value) implements Value {
        @Override
        public ValueType type() { return ValueType.STRING; }

        @Override
        public JsonNode toJson() { return JsonNodeFactory.instance.textNode(value); }

        @Override
        public String text() { return value; }
    }

    record Number(BigDecimal value) implements Value {
        @Override
        public ValueType type() { return ValueType.NUMBER; }

        /** Whether it is written without a decimal point. */
        public boolean isWhole() { return value.scale() <= 0; }

        @Override
        public JsonNode toJson() { return Values.number(value); }

        @Override
        public String text() { return value.toPlainString(); }
    }

    record Bool(boolean value) implements Value {
        @Override
        public ValueType type() { return ValueType.BOOLEAN; }

        @Override
        public JsonNode toJson() { return JsonNodeFactory.instance.booleanNode(value); }

        @Override
        public String text() { return Boolean.toString(value); }
    }

    record Array(List<Value> items) implements Value {
        @Override
        public ValueType type() { return Values.arrayType(items); }

        @Override
        public JsonNode toJson() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            items.forEach(item -> array.add(item.toJson()));
            return array;
        }

        @Override
        public String text() {
            if (!items.isEmpty() && items.stream().allMatch(FileRef.class::isInstance)) {
                return String.join("\n", items.stream().map(Value::text).toList());
            }
            return toJson().toString();
        }

        @Override
        public Optional<Value> inside(String name) { return Values.index(name, items.size()).map(items::get); }
    }

    record Struct(Map<String, Value> fields) implements Value {
        public Struct {
            fields = java.util.Collections.unmodifiableMap(fields);
        }

        @Override
        public ValueType type() { return ValueType.OBJECT; }

        @Override
        public JsonNode toJson() { return Values.object(fields); }

        @Override
        public String text() { return toJson().toString(); }

        @Override
        public Optional<Value> inside(String name) { return Optional.ofNullable(fields.get(name)); }

        /** The same object with one field set. */
        public Struct with(String name, Value value) {
            Map<String, Value> changed = new LinkedHashMap<>(fields);
            changed.put(name, value);
            return new Struct(changed);
        }
    }

    /**
     * A file; its bytes are with the file storage or at another host.
     *
     * @param kind
     *            image, document, audio, video or custom
     * @param transferMethod
     *            remote_url, local_file or tool_file
     * @param relatedId
     *            the id of the stored file, or null for a remote one
     * @param extension
     *            with its dot, or empty
     * @param size
     *            in bytes, negative when unknown
     * @param url
     *            where a reader fetches it
     */
    record FileRef(String id, UUID tenantId, String kind, String transferMethod, String remoteUrl, UUID relatedId,
            String filename, String extension, String mimeType, long size, String url) implements Value {
        static final String IDENTITY = "dify_model_identity";
        static final String IDENTITY_VALUE = "__dify__file__";

        @Override
        public ValueType type() { return ValueType.FILE; }

        @Override
        public JsonNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put(IDENTITY, IDENTITY_VALUE).put("id", id).put("tenant_id", tenantId == null ? null : tenantId.toString())
                    .put("type", kind).put("transfer_method", transferMethod).put("remote_url", remoteUrl)
                    .put("related_id", relatedId == null ? null : relatedId.toString()).put("filename", filename)
                    .put("extension", extension).put("mime_type", mimeType).put("size", size).put("url", url);
            return json;
        }

        @Override
        public String text() {
            String name = filename == null ? "" : filename;
            return (kind.equals("image") ? "!" : "") + "[" + name + "](" + (url == null ? "" : url) + ")";
        }

        @Override
        public Optional<Value> inside(String name) {
            return switch (name) {
                case "type" -> Optional.of(Value.of(kind));
                case "size" -> Optional.of(Value.of(size));
                case "name", "filename" -> Optional.of(Value.of(filename));
                case "mime_type" -> Optional.of(Value.of(mimeType));
                case "transfer_method" -> Optional.of(Value.of(transferMethod));
                case "url" -> Optional.of(Value.of(url));
                case "remote_url" -> Optional.of(Value.of(remoteUrl));
                case "extension" -> Optional.of(Value.of(extension));
                case "related_id", "reference" -> Optional.of(Value.of(relatedId == null ? null : relatedId.toString()));
                case "id" -> Optional.of(Value.of(id));
                default -> Optional.empty();
            };
        }
    }

    /** A variable that exists and is empty. */
    record Nothing() implements Value {
        @Override
        public ValueType type() { return ValueType.NONE; }

        @Override
        public JsonNode toJson() { return JsonNodeFactory.instance.nullNode(); }

        @Override
        public String text() { return ""; }
    }

    /** The items of a list; a value that is none is a list of itself, nothing is an empty one. */
    default List<Value> asItems() {
        return switch (this) {
            case Array array -> array.items();
            case Nothing _ -> List.of();
            default -> new ArrayList<>(List.of(this));
        };
    }
}
