package dev.difynative.workflow.trigger;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.trigger.WebhookSettings.Parameter;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Makes the variables of a run out of a call: each has the type that is declared, or the call is refused. */
final class WebhookValues {
    private static final String RAW = "_webhook_raw";
    private static final int MAX_NUMBER_LENGTH = 100;
    private final WebhookSettings settings;
    private final WebhookCall call;
    private final Function<WebhookCall.Upload, Value> keeper;
    private final ObjectMapper json;

    /** {@code keeper} stores a file that came with the call. */
    WebhookValues(WebhookSettings settings, WebhookCall call, Function<WebhookCall.Upload, Value> keeper, ObjectMapper json) {
        this.settings = settings;
        this.call = call;
        this.keeper = keeper;
        this.json = json;
    }

    Map<String, Value> read() {
        checkMethodAndType();
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        call.headers().forEach((name, value) -> headers.putIfAbsent(headerKey(name), value));
        settings.headers().forEach(header -> values.put(header.variable(),
                typed("headers", header, text(headers.get(headerKey(header.name()))))));
        settings.params().forEach(
                param -> values.put(param.variable(), typed("params", param, text(call.query().get(param.name())))));
        Map<String, Value> body = body();
        settings.body().forEach(field -> values.put(field.variable(), typed("body", field, field(body, field))));
        Map<String, Value> raw = new LinkedHashMap<>();
        raw.put("method", Value.of(call.method()));
        raw.put("headers", Value.ofPlain(call.headers()));
        raw.put("query_params", Value.ofPlain(call.query()));
        raw.put("body", Value.of(body));
        values.put(RAW, Value.of(raw));
        return values;
    }

    private void checkMethodAndType() {
        if (!call.method().equals(settings.method())) {
            throw CommonError.METHOD_NOT_ALLOWED.because("This webhook is called with %s, not with %s", settings.method(),
                    call.method());
        }
        boolean hasBody = call.body().length > 0 || !call.fields().isEmpty() || !call.files().isEmpty();
        if (hasBody && !call.contentType().isEmpty() && !call.contentType().equals(settings.contentType())) {
            throw CommonError.UNSUPPORTED_MEDIA_TYPE.because("This webhook takes '%s', not '%s'", settings.contentType(),
                    call.contentType());
        }
    }

    private static String headerKey(String name) { return name.toLowerCase(java.util.Locale.ROOT).replace('-', '_'); }

    private Map<String, Value> body() {
        return switch (settings.contentType()) {
            case WebhookSettings.JSON -> call.body().length == 0 ? Map.of() : object(parsed());
            case WebhookSettings.FORM -> form();
            case WebhookSettings.MULTIPART -> parts();
            case WebhookSettings.TEXT -> Map.of("raw", Value.of(utf8()));
            default -> call.body().length == 0 ? Map.of() : Map.of("raw", keeper.apply(wholeBody()));
        };
    }

    /** A body that has no fields is the value of the one that is declared for it. */
    private Value field(Map<String, Value> body, Parameter field) {
        boolean whole = !List.of(WebhookSettings.JSON, WebhookSettings.FORM, WebhookSettings.MULTIPART)
                .contains(settings.contentType());
        Value found = body.get(whole ? "raw" : field.name());
        return whole && call.body().length == 0 ? null : found;
    }

    private Map<String, Value> object(JsonNode parsed) {
        Map<String, Value> fields = new LinkedHashMap<>();
        if (parsed.isObject()) {
            parsed.properties().forEach(field -> fields.put(field.getKey(), Value.of(field.getValue())));
        } else {
            fields.put("raw", Value.of(parsed));
        }
        return fields;
    }

    private JsonNode parsed() {
        try {
            return json.readTree(utf8());
        } catch (JsonProcessingException broken) {
            throw CommonError.INVALID_PARAM.because("The body is not valid JSON");
        }
    }

    private String utf8() { return new String(call.body(), StandardCharsets.UTF_8).replace("\0", ""); }

    private Map<String, Value> form() {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (String pair : utf8().split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                fields.putIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        Value.of(equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw CommonError.INVALID_PARAM.because("The body is not a valid form");
        }
    }

    private Map<String, Value> parts() {
        Map<String, Value> fields = new LinkedHashMap<>();
        call.fields().forEach((name, text) -> fields.put(name, Value.of(text)));
        call.files().forEach((name, files) -> {
            List<Value> kept = files.stream().map(keeper).toList();
            fields.put(name, kept.size() == 1 ? kept.getFirst() : Value.of(kept));
        });
        return fields;
    }

    private WebhookCall.Upload wholeBody() {
        return new WebhookCall.Upload() {
            @Override
            public String name() { return "body.bin"; }

            @Override
            public String mimeType() { return call.contentType().isEmpty() ? "application/octet-stream" : call.contentType(); }

            @Override
            public java.io.InputStream content() { return new java.io.ByteArrayInputStream(call.body()); }
        };
    }

    private static Value text(String value) { return value == null ? null : Value.of(value.replace("\0", "")); }

    private Value typed(String place, Parameter parameter, Value given) {
        if (given == null || given.isNothing()) {
            if (parameter.required()) {
                throw fault(place, parameter, "required", "is required");
            }
            return Value.NOTHING;
        }
        return converted(parameter.type(), given, place, parameter);
    }

    private Value converted(ValueType type, Value given, String place, Parameter parameter) {
        if (type == ValueType.ANY || given.type() == type) {
            return given;
        }
        return switch (type) {
            case STRING -> given instanceof Value.Number || given instanceof Value.Bool
                    ? Value.of(given.text())
                    : refuse(place, parameter, "must be a text");
            case NUMBER -> number(given.text(), place, parameter);
            case BOOLEAN -> switch (given.text().toLowerCase(java.util.Locale.ROOT)) {
                case "true", "1", "yes" -> Value.of(true);
                case "false", "0", "no" -> Value.of(false);
                default -> refuse(place, parameter, "must be true or false");
            };
            case OBJECT -> structured(given) instanceof Value.Struct object
                    ? object
                    : refuse(place, parameter, "must be a JSON object");
            case FILE -> refuse(place, parameter, "must be a file");
            default -> list(type, given, place, parameter);
        };
    }

    private Value list(ValueType type, Value given, String place, Parameter parameter) {
        Value structured = given instanceof Value.FileRef ? Value.of(List.of(given)) : structured(given);
        if (!(structured instanceof Value.Array(List<Value> items))) {
            return refuse(place, parameter, "must be a list");
        }
        List<Value> converted = new ArrayList<>(items.size());
        items.forEach(item -> converted.add(converted(type.item(), item, place, parameter)));
        return Value.of(converted);
    }

    /** Forms hold objects and lists as JSON texts. */
    private Value structured(Value given) {
        if (!(given instanceof Value.Text(String text)) || settings.contentType().equals(WebhookSettings.JSON)) {
            return given;
        }
        try {
            return Value.of(json.readTree(text));
        } catch (JsonProcessingException none) {
            return given;
        }
    }

    private static Value number(String text, String place, Parameter parameter) {
        try {
            if (text.length() <= MAX_NUMBER_LENGTH) {
                BigDecimal number = new BigDecimal(text.strip());
                if (Math.abs(number.scale()) <= MAX_NUMBER_LENGTH) {
                    return Value.of(number);
                }
            }
        } catch (NumberFormatException none) {
            return refuse(place, parameter, "must be a number");
        }
        return refuse(place, parameter, "must be a number");
    }

    private static Value refuse(String place, Parameter parameter, String rule) { throw fault(place, parameter, "type", rule); }

    private static Failure fault(String place, Parameter parameter, String rule, String message) {
        return CommonError.INVALID_PARAM.field(place + "." + parameter.name(), rule, "Parameter '%s' (%s) %s", parameter.name(),
                place, message);
    }
}
