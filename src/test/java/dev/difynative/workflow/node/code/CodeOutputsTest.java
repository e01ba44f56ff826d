package dev.difynative.workflow.node.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.testsupport.Configs;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;

class CodeOutputsTest {
    private final CodeOutputs outputs = new CodeOutputs(Configs.of(CodeConfig.class, Map.of()).limits());

    private String check(String json, Map<String, CodeOutputs.Declared> declared) {
        return Values.object(outputs.check(CodeSandboxes.json(json), declared)).toString();
    }

    private static Map<String, CodeOutputs.Declared> one(String type) {
        return Map.of("x", new CodeOutputs.Declared(ValueType.find(type).orElseThrow(), Map.of()));
    }

    private String fault(String json, Map<String, CodeOutputs.Declared> declared) {
        return assertThrows(NodeFailure.class, () -> check(json, declared)).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"string|\"a\"", "number|1.5", "number|-3", "boolean|true", "object|{\"a\":[1]}",
            "array[string]|[\"a\",\"b\"]", "array[number]|[1,2.5]", "array[object]|[{\"a\":1}]", "array[boolean]|[true]",
            "string|null", "object|null", "array[string]|null"})
    void whatIsDeclaredIsTaken(String type, String value) {
        assertEquals("{\"x\":" + value + "}", check("{\"x\":" + value + "}", one(type)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"string|1|Output 'x' must be a string, the code returned a number",
            "number|\"1\"|Output 'x' must be a number, the code returned a string",
            "number|true|Output 'x' must be a number, the code returned a boolean",
            "object|[]|Output 'x' must be an object, the code returned a list",
            "array[string]|[1]|Output 'x[0]' must be a string, the code returned a number",
            "array[object]|{}|Output 'x' must be a list, the code returned an object",
            "number|9223372036854775808|Output 'x' must be between -9223372036854775807 and 9223372036854775807"})
    void whatIsNotDeclaredIsRefused(String type, String value, String message) {
        assertEquals(message, fault("{\"x\":" + value + "}", one(type)));
    }

    @Test
    void missingAndFurtherOutputsAreRefused() {
        assertEquals("Output 'x' is missing", fault("{}", one("string")));
        assertEquals("Output 'y' is not declared", fault("{\"x\":\"a\",\"y\":1}", one("string")));
        assertEquals("The code must return an object with its outputs, it returned a list", fault("[]", one("string")));
    }

    @Test
    void limitsHold() {
        assertEquals("Output 'x' is longer than 400000 characters",
                fault("{\"x\":\"" + "a".repeat(400_001) + "\"}", one("string")));
        assertEquals("Output 'x' has 31 items, at most 30 are allowed",
                fault("{\"x\":[" + "\"a\",".repeat(30) + "\"a\"]}", one("array[string]")));
        assertEquals("Output 'x' has 1001 items, at most 1000 are allowed",
                fault("{\"x\":[" + "1,".repeat(1_000) + "1]}", one("array[number]")));
        assertEquals("The result is nested more than 5 deep", fault("{\"x\":{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}}", one("object")));
    }

    @Test
    void childrenOfAnObjectAreCheckedToo() {
        Map<String, CodeOutputs.Declared> children = new LinkedHashMap<>();
        children.put("n", new CodeOutputs.Declared(ValueType.NUMBER, Map.of()));
        Map<String, CodeOutputs.Declared> declared = Map.of("x", new CodeOutputs.Declared(ValueType.OBJECT, children));
        assertEquals("{\"x\":{\"n\":1}}", check("{\"x\":{\"n\":1}}", declared));
        assertEquals("Output 'x.n' must be a number, the code returned a string", fault("{\"x\":{\"n\":\"1\"}}", declared));
    }
}
