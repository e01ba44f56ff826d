package dev.difynative.workflow.node.code;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.Eventually;
import dev.difynative.workflow.node.NodeFailure;

/** JavaScript as users write it, and JavaScript that tries to get out. */
class JavaScriptSandboxTest {
    private static final CodeRunner RUNNER = CodeSandboxes.with(Map.of());

    private static JsonNode run(String code, Map<String, Object> inputs) throws InterruptedException {
        return RUNNER.run(CodeLanguage.JAVASCRIPT, CodeSandboxes.task(code, inputs, 60));
    }

    private static String failure(String code) { return assertThrows(NodeFailure.class, () -> run(code, Map.of())).getMessage(); }

    @Test
    void mainGetsItsInputsInOneObjectAndReturnsItsOutputs() throws InterruptedException {
        JsonNode result = run("""
                function main({text, items, number}) {
                    console.log("printing is no result");
                    const doubled = items.map(x => x * 2);
                    return { upper: text.toUpperCase(), doubled, half: number / 2, found: text.match(/l+/g), ok: `${text}!` };
                }
                """, Map.of("text", "hello wörld \u2028 \"x\"", "items", List.of(1, 2, 3), "number", 5));
        assertEquals(
                CodeSandboxes
                        .json("""
                {"upper":"HELLO WÖRLD \u2028 \\"X\\"","doubled":[2,4,6],"half":2.5,"found":["ll","l"],"ok":"hello wörld \u2028 \\"x\\"!"}"""),
                result);
    }

    @Test
    void aFaultIsToldInItsOwnWords() {
        assertAll(
                () -> assertEquals("Error: broken\n    at main (line 2)",
                        failure("function main() {\n throw new Error('broken') }")),
                () -> assertTrue(
                        failure("function main() { return missing.x }").contains("ReferenceError: missing is not defined")),
                () -> assertTrue(failure("function main( {").contains("SyntaxError")),
                () -> assertTrue(failure("const x = 1").contains("no function 'main'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "process", "fetch", "XMLHttpRequest", "WebSocket", "Java", "Packages", "std", "os", "Deno",
            "Bun", "load", "read", "importScripts"})
    void thereIsNoDoorToTheOutside(String name) throws InterruptedException {
        assertEquals("undefined", run("function main() { return {type: typeof " + name + "} }", Map.of()).path("type").asText());
    }

    @Test
    void noModuleCanBeLoaded() throws InterruptedException {
        assertTrue(failure("import 'os';\nfunction main() { return {} }").contains("SyntaxError"));
        assertEquals("{\"got\":null}", run("""
                let got = null;
                function main() { import('std').then(module => { got = 'std' }, refused => { got = 'refused' }); return {got}; }
                """, Map.of()).toString());
    }

    @Test
    void anEndlessLoopIsEnded() {
        NodeFailure failure = assertTimeoutPreemptively(Eventually.PATIENCE, () -> assertThrows(NodeFailure.class,
                () -> RUNNER.run(CodeLanguage.JAVASCRIPT,
                        CodeSandboxes.task("function main() { while (true) {} }", Map.of(), 1))));
        assertTrue(failure.getMessage().contains("longer than 1 s"));
    }

    @Test
    void itsThreadIsGoneAfterATimeOut() throws InterruptedException {
        assertThrows(NodeFailure.class, () -> RUNNER.run(CodeLanguage.JAVASCRIPT,
                CodeSandboxes.task("function main() { for (;;) {} }", Map.of(), 1)));
        Eventually.isTrue("the interrupted code has ended", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("javascript")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"function main() { const a = []; while (true) { a.push(new Array(100000).fill(1)) } }",
            "function main() { let s = 'x'; while (true) { s += s } }",
            "function main() { const f = () => f() + 1; return {x: f()} }",
            "function main() { while (true) { console.log('x'.repeat(1000000)) } }"})
    void bombsDoNoHarm(String code) throws InterruptedException {
        assertThrows(NodeFailure.class, () -> RUNNER.run(CodeLanguage.JAVASCRIPT, CodeSandboxes.task(code, Map.of(), 6)));
        assertEquals(1, run("function main() { return {x: 1} }", Map.of()).path("x").asInt());
    }

    @Test
    void oneRunLeavesNothingForTheNext() throws InterruptedException {
        run("globalThis.left = 1; Object.prototype.left = 2; function main() { return {} }", Map.of());
        assertEquals("undefined",
                run("function main() { return {type: typeof left + (({}).left ?? '')} }", Map.of()).path("type").asText());
    }
}
