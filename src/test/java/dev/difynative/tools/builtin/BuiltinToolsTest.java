package dev.difynative.tools.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKey;

class BuiltinToolsTest {
    private final BuiltinTools tools = new BuiltinTools(Clock.fixed(Instant.parse("2024-02-29T12:30:45Z"), ZoneOffset.UTC),
            new ObjectMapper(), null, null, null, null, null);

    private String call(String provider, String name, Map<String, Object> arguments) throws InterruptedException {
        return tools.find(new UUID(0, 1), new ToolKey("builtin", provider, name)).orElseThrow()
                .invoke(arguments, new ToolCallScope(null, null, null, hook -> {})).text();
    }

    @Test
    void timesAreToldAndConverted() throws InterruptedException {
        assertEquals("2024-02-29 12:30:45", call("time", "current_time", Map.of()));
        assertEquals("2024-02-29T21:30 +0900", call("langgenius/time/time", "current_time",
                Map.of("timezone", "Asia/Tokyo", "format", "%Y-%m-%dT%H:%M %z")));
        assertEquals("1709209845", call("time", "localtime_to_timestamp", Map.of("localtime", "2024-02-29 12:30:45")));
        assertEquals("2024-02-29 13:30:45",
                call("time", "timestamp_to_localtime", Map.of("timestamp", 1709209845, "timezone", "Europe/Berlin")));
        assertEquals("2024-07-01 06:00:00", call("time", "timezone_conversion", Map.of("current_time", "2024-07-01 12:00:00",
                "current_timezone", "Europe/Berlin", "target_timezone", "America/New_York")));
        assertEquals("2024-02-29 is a Thursday", call("time", "weekday", Map.of("year", 2024, "month", 2, "day", 29)));
        assertThrows(ToolFailure.class, () -> call("time", "weekday", Map.of("year", 2023, "month", 2, "day", 29)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1 + 2 * 3|7", "(1 + 2) * 3|9", "2 ** 10|1024", "-2 ^ 2|-4", "10 / 4|2.5",
            "1/3|0.3333333333333333",
            "7 % 3|1", "7 // 2|3", "sqrt(16) + abs(-2)|6", "0.1 + 0.2|0.3", "1e3|1000", "round(2.6)|3", "pi|3.141592653589793"})
    void expressionsAreComputed(String expression, String result) { assertEquals(result, Calculator.compute(expression)); }

    @ParameterizedTest
    @CsvSource({"1 +", "1 / 0", "foo(1)", "1 2", "()", "9 ** 9 ** 9", "sqrt(-1)"})
    void whatIsNoExpressionIsRefused(String expression) { assertThrows(ToolFailure.class, () -> Calculator.compute(expression)); }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"$.a.b[0]|1", "a.b[1].c|x", "$.a['b'][-1].c|x",
            "$.a.b[*]|[1,{\"\"c\"\":\"\"x\"\"}]", "$..c|x",
            "$.a.b[0:1]|1", "$.*.b[0]|1"})
    void partsAreTakenOutOfJson(String path, String result) throws InterruptedException {
        assertEquals(result.replace("\"\"", "\""), call("json_process", "parse",
                Map.of("content", "{\"a\":{\"b\":[1,{\"c\":\"x\"}]}}", "json_filter", path)));
    }

    @Test
    void textsAreCountedAndSearched() throws InterruptedException {
        assertEquals(
                "{\"characters\":27,\"characters_without_spaces\":23,\"words\":5,\"sentences\":2,\"lines\":2,\"paragraphs\":1}",
                call("text", "statistics", Map.of("text", "Hello big world.\nHow's you?")));
        assertEquals("[\"1\",\"22\"]", call("regex", "regex_extract", Map.of("content", "a1 b22", "expression", "\\d+")));
        assertThrows(ToolFailure.class, () -> call("regex", "regex_extract", Map.of("content", "a", "expression", "(")));
    }

    @Test
    void pagesBecomeText() { assertEquals("A & B\n\nTitle\nFirst line.\nSecond\nitem\nend", WebPage.text("""
                <html><head><title>A &amp; B</title><style>p {}</style></head><body><script>alert(1)</script><h1>Title</h1>
                <p>First <b>line</b>.</p><p>Second<ul><li>item</li></ul><!-- no --> end</body></html>""")); }
}
