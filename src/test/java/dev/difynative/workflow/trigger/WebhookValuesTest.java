package dev.difynative.workflow.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;

class WebhookValuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POST_JSON = """
            {"method":"post","content_type":"application/json","headers":[{"name":"X-Tenant","required":true}],
             "params":[{"name":"page","type":"number"},{"name":"dry-run","type":"boolean"}],
             "body":[{"name":"name","type":"string","required":true},{"name":"tags","type":"array[string]"},
                     {"name":"count","type":"number"},{"name":"more","type":"object"}]}""";

    @Test
    void eachVariableHasItsDeclaredType() throws JsonProcessingException {
        ObjectNode values = read(POST_JSON, call("POST", "application/json", Map.of("x-tenant", "t1"),
                Map.of("page", "2", "dry-run", "True", "other", "x"),
                "{\"name\":7,\"tags\":[\"a\",1],\"count\":\"1.50\",\"more\":{\"a\":null},\"unknown\":1}"));
        JsonNode raw = values.get("_webhook_raw");
        assertEquals(JSON.readTree("""
                {"X_Tenant":"t1","page":2,"dry_run":true,"name":"7","tags":["a","1"],"count":1.50,"more":{"a":null}}"""),
                values.without(List.of("_webhook_raw")));
        assertEquals(JSON.readTree("""
                {"method":"POST","headers":{"x-tenant":"t1"},"query_params":{"page":"2","dry-run":"True","other":"x"},
                 "body":{"name":7,"tags":["a",1],"count":"1.50","more":{"a":null},"unknown":1}}"""),
                raw);
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsRefusedByItsName() {
        assertEquals("405", refused(POST_JSON, call("GET", "", Map.of(), Map.of(), "")));
        assertEquals("415", refused(POST_JSON, call("POST", "text/plain", Map.of("X-Tenant", "t"), Map.of(), "x")));
        assertEquals("headers.X-Tenant required",
                refused(POST_JSON, call("POST", "application/json", Map.of(), Map.of(), "{}")));
        Map<String, String> tenant = Map.of("X-Tenant", "t");
        assertEquals("body.name required", refused(POST_JSON, call("POST", "application/json", tenant, Map.of(), "{}")));
        assertEquals("params.page type",
                refused(POST_JSON, call("POST", "application/json", tenant, Map.of("page", "two"), "{\"name\":\"n\"}")));
        assertEquals("body.tags type", refused(POST_JSON,
                call("POST", "application/json", tenant, Map.of(), "{\"name\":\"n\",\"tags\":\"a\"}")));
        assertEquals("400", refused(POST_JSON, call("POST", "application/json", tenant, Map.of(), "{broken")));
    }

    @Test
    void formsAndTextsAreReadAsWell() throws JsonProcessingException {
        String form = """
                {"method":"POST","content_type":"application/x-www-form-urlencoded",
                 "body":[{"name":"n","type":"number"},{"name":"o","type":"object"},{"name":"t","type":"string"}]}""";
        assertEquals(JSON.readTree("{\"n\":3,\"o\":{\"a\":[1]},\"t\":\"a b&c\"}"),
                read(form, call("POST", "application/x-www-form-urlencoded", Map.of(), Map.of(),
                        "n=3&o=%7B%22a%22%3A%5B1%5D%7D&t=a+b%26c")).without(List.of("_webhook_raw")));
        String text = """
                {"method":"PUT","content_type":"text/plain","body":[{"name":"message","type":"string","required":true}]}""";
        assertEquals("hällo", read(text, call("PUT", "text/plain", Map.of(), Map.of(), "hällo")).path("message").asText());
        assertEquals("body.message required", refused(text, call("PUT", "text/plain", Map.of(), Map.of(), "")));
    }

    private static WebhookCall call(String method, String type, Map<String, String> headers, Map<String, String> query,
            String body) {
        return new WebhookCall(method, type, headers, query, body.getBytes(StandardCharsets.UTF_8), Map.of(), Map.of());
    }

    private static ObjectNode read(String settings, WebhookCall call) {
        try {
            return (ObjectNode) JSON.readTree(Values.object(new WebhookValues(WebhookSettings.read(JSON.readTree(settings)), call,
                    upload -> Value.of(upload.name()), JSON).read()).toString());
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String refused(String settings, WebhookCall call) {
        Failure failure = assertThrows(Failure.class, () -> read(settings, call));
        return failure.details() instanceof FieldFault fault
                ? fault.field() + " " + fault.type()
                : String.valueOf(failure.code().wire().status());
    }
}
