package dev.difynative.workflow.run.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class ShorteningTest {
    private final ObjectMapper json = new ObjectMapper();
    private final Shortening shortening = new Shortening(json);

    @Test
    void whatIsOfOrdinarySizeStaysAsItIs() {
        String ordinary = "{\"text\":\"" + "x".repeat(100_000) + "\",\"nothing\":null}";
        assertEquals(new Shortening.Shown(ordinary, false), shortening.of(ordinary));
        assertEquals(new Shortening.Shown(null, false), shortening.of(null));
    }

    @Test
    void aLongTextAndALongListLoseTheirEnds() throws Exception {
        String list = IntStream.range(0, 1_001).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        Shortening.Shown shown = shortening.of("{\"in\":{\"text\":\"" + "x".repeat(100_001) + "\"},\"list\":" + list + "}");

        JsonNode values = json.readTree(shown.json());
        assertTrue(shown.shortened());
        assertEquals("x".repeat(100_000) + "...", values.at("/in/text").asText());
        assertEquals(1_000, values.path("list").size());
    }

    @Test
    void theWholeIsBoundedToo() {
        String many = IntStream.range(0, 30).mapToObj(i -> "\"" + "x".repeat(90_000) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        Shortening.Shown shown = shortening.of("{\"list\":" + many + "}");

        assertTrue(shown.shortened() && shown.json().length() < 1_024_000, String.valueOf(shown.json().length()));
    }
}
