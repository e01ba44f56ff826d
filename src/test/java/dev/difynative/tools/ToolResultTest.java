package dev.difynative.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

class ToolResultTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\": [1, 2]}|{\"a\":[1,2]}|{\"a\": [1, 2]}", "{\"a\":\"\\u00e9\"}|{\"a\":\"é\"}|{\"a\":\"\\u00e9\"}",
            "Sun|{\"sun\":true}|Sun\\n{\"sun\":true}", "``|{\"sun\":true}|{\"sun\":true}"})
    void jsonThatIsTheTextIsNotSaidTwice(String text, String json, String told) throws JsonProcessingException {
        assertEquals(told.replace("\\n", "\n"), ToolResult.of(text, JSON.readTree(json)).observation(JSON));
    }
}
