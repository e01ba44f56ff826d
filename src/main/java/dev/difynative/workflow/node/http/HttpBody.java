package dev.difynative.workflow.node.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.node.file.NodeFiles;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import io.vertx.core.buffer.Buffer;

/** The body of a request as its author wrote it. */
record HttpBody(Kind kind, List<Item> items) {
    private static final List<String> KINDS = List.of("none", "form-data", "x-www-form-urlencoded", "raw-text", "json", "binary");

    enum Kind {
        NONE, FORM_DATA, URL_ENCODED, RAW, JSON, BINARY
    }

    /** A part of the body; {@code file} is null for a text. */
    record Item(TextTemplate key, TextTemplate value, Selector file) {}

    /** The bytes with their type; {@code bytes} is null when there are none. */
    record Content(Buffer bytes, String type) {}

    static HttpBody read(NodeData data) {
        NodeData body = data.object("body");
        Kind kind = Kind.values()[KINDS.indexOf(body.word("type", "none", KINDS))];
        JsonNode content = body.raw("data");
        if (content.isTextual()) {
            // The form of before there were lists.
            boolean form = kind == Kind.FORM_DATA || kind == Kind.URL_ENCODED;
            return new HttpBody(kind, form
                    ? Pairs.read(content.textValue()).pairs().stream().map(pair -> new Item(pair.name(), pair.value(), null))
                            .toList()
                    : List.of(new Item(TextTemplate.parse(""), TextTemplate.parse(content.textValue()), null)));
        }
        List<Item> items = new ArrayList<>();
        for (NodeData item : body.objects("data")) {
            boolean file = item.text("type", "text").equals("file") || kind == Kind.BINARY;
            items.add(new Item(item.template("key"), item.template("value"), file ? item.selector("file").orElse(null) : null));
        }
        return new HttpBody(kind, items);
    }

    /** The variables that must be files. */
    List<TypedInput> files() {
        List<TypedInput> files = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).file() != null) {
                files.add(new TypedInput("body.data[" + i + "].file", items.get(i).file(), ValueType.ARRAY_FILE));
            }
        }
        return files;
    }

    Content content(NodeContext context, NodeFiles files, long mostBytes) throws InterruptedException {
        return switch (kind) {
            case NONE -> new Content(null, null);
            case RAW -> new Content(Buffer.buffer(text(context)), "text/plain; charset=utf-8");
            case JSON -> new Content(Buffer.buffer(json(context)), "application/json");
            case URL_ENCODED -> new Content(Buffer.buffer(urlEncoded(context)), "application/x-www-form-urlencoded");
            case BINARY -> binary(context, files, mostBytes);
            case FORM_DATA -> multipart(context, files, mostBytes);
        };
    }

    private String text(NodeContext context) { return items.isEmpty() ? "" : context.render(items.getFirst().value()); }

    private String urlEncoded(NodeContext context) {
        List<String> pairs = new ArrayList<>();
        for (Item item : items) {
            String key = context.render(item.key()).strip();
            if (!key.isEmpty()) {
                pairs.add(encoded(key) + "=" + encoded(context.render(item.value())));
            }
        }
        return String.join("&", pairs);
    }

    static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }

    /** What variables hold may break the JSON around them; where it does, it is put in as the inside of a string. */
    private String json(NodeContext context) {
        String plain = text(context);
        if (plain.isBlank()) {
            return "";
        }
        try {
            return Lenient.READER.readTree(plain).toString();
        } catch (JsonProcessingException broken) {
            String escaped = items.getFirst().value().render(selector -> context.read(selector).map(HttpBody::insideOfString));
            try {
                return Lenient.READER.readTree(escaped).toString();
            } catch (JsonProcessingException stillBroken) {
                throw new NodeFailure("HttpRequestNodeError", "The body is not valid JSON: " + broken.getOriginalMessage());
            }
        }
    }

    private static Value insideOfString(Value value) {
        if (!(value instanceof Value.Text)) {
            return value;
        }
        String quoted = value.toJson().toString();
        return Value.of(quoted.substring(1, quoted.length() - 1));
    }

    /** Reads what Python's {@code json.loads(strict=False)} reads: line breaks within strings, too. */
    private static final class Lenient {
        static final JsonMapper READER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    }

    private Content binary(NodeContext context, NodeFiles files, long mostBytes) throws InterruptedException {
        if (items.isEmpty() || items.getFirst().file() == null) {
            throw new NodeFailure("HttpRequestNodeError", "The body names no file");
        }
        List<Value.FileRef> found = filesAt(context, items.getFirst().file());
        if (found.size() != 1) {
            throw new NodeFailure("HttpRequestNodeError", "The body is one file, not " + found.size());
        }
        Value.FileRef file = found.getFirst();
        return new Content(Buffer.buffer(files.read(context, file, mostBytes)), typeOf(file));
    }

    private Content multipart(NodeContext context, NodeFiles files, long mostBytes) throws InterruptedException {
        String boundary = "form-" + UUID.randomUUID();
        Buffer body = Buffer.buffer();
        for (Item item : items) {
            String key = context.render(item.key()).strip();
            if (key.isEmpty()) {
                continue;
            }
            if (item.file() == null) {
                body.appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(key) + "\"\r\n\r\n")
                        .appendString(context.render(item.value())).appendString("\r\n");
                continue;
            }
            for (Value.FileRef file : filesAt(context, item.file())) {
                body.appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(key)
                        + "\"; filename=\""
                        + quoted(file.filename() == null ? "file" : file.filename()) + "\"\r\nContent-Type: " + typeOf(file)
                        + "\r\n\r\n").appendBytes(files.read(context, file, mostBytes)).appendString("\r\n");
            }
        }
        body.appendString("--" + boundary + "--\r\n");
        return new Content(body, "multipart/form-data; boundary=" + boundary);
    }

    private static List<Value.FileRef> filesAt(NodeContext context, Selector selector) {
        List<Value.FileRef> files = new ArrayList<>();
        context.need(selector).asItems().forEach(item -> {
            if (!(item instanceof Value.FileRef file)) {
                throw new NodeFailure("HttpRequestNodeError", "Variable " + selector.text() + " is no file");
            }
            files.add(file);
        });
        return files;
    }

    private static String typeOf(Value.FileRef file) {
        String type = file.mimeType();
        return type == null || !type.matches("[\\w.+-]+/[\\w.+-]+(;.*)?") || type.contains("\n")
                ? "application/octet-stream"
                : type;
    }

    private static String quoted(String text) { return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A"); }
}
