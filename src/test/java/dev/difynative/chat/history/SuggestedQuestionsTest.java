package dev.difynative.chat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

class SuggestedQuestionsTest {
    private final SuggestedQuestions questions = new SuggestedQuestions(null, null, new ObjectMapper());

    @ParameterizedTest
    @ValueSource(strings = {"[\"a?\",\"b?\"]", "Sure!\n```json\n[\"a?\", \" b? \"]\n```\nAnything else?",
            "[\"a?\",\"\",5,\"b?\",null]"})
    void theArrayIsFoundInWhatTheModelSays(String reply) { assertEquals(List.of("a?", "b?"), questions.parse(reply)); }

    @Test
    void noMoreThanThreeAreTaken() { assertEquals(List.of("a", "b", "c"), questions.parse("[\"a\",\"b\",\"c\",\"d\"]")); }

    @ParameterizedTest
    @ValueSource(strings = {"", "No.", "[not json]", "][", "[", "{\"questions\":1}"})
    void whatIsNoArrayMeansNoQuestions(String reply) { assertEquals(List.of(), questions.parse(reply)); }
}
