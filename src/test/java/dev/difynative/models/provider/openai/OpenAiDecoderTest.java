package dev.difynative.models.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.difynative.models.provider.AnswerDecoder;

class OpenAiDecoderTest {
    private final List<String> texts = new ArrayList<>();
    private final OpenAiDecoder decoder = new OpenAiDecoder();
    private final AnswerDecoder.Pieces pieces = new AnswerDecoder.Pieces() {
        @Override
        public void text(String delta) { texts.add(delta); }

        @Override
        public void reasoning(String delta) { texts.add("(" + delta + ")"); }
    };

    private void event(String json) throws IOException {
        byte[] bytes = ("xx" + json + "yy").getBytes(StandardCharsets.UTF_8);
        decoder.event(bytes, 2, bytes.length - 4, pieces);
    }

    private static String saying(String raw) {
        return "{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"" + raw + "\"},\"finish_reason\":null}]}";
    }

    @Test
    void eventsThatDifferInTheirTextOnlyAreAllUnderstood() throws IOException {
        for (String raw : new String[]{"a", "bc", "ü你👋", "line\\n", "\\\"q\\\"", "d", "", "\\u00e9", "e"}) {
            event(saying(raw));
        }
        assertEquals(List.of("a", "bc", "ü你👋", "line\n", "\"q\"", "d", "", "é", "e"), texts);
    }

    @Test
    void anEventThatSaysMoreThanTheLastOneIsReadWhole() throws IOException {
        event(saying("a"));
        event(saying("b\",\"reasoning_content\":\"c"));
        event(saying("d"));
        assertNull(decoder.finishReason());
        event("{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"e\"},\"finish_reason\":\"stop\"}]}");
        event("{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"f\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");
        assertEquals(List.of("a", "b", "(c)", "d", "e", "f"), texts);
        assertEquals("stop", decoder.finishReason());
        assertEquals(2, decoder.completionTokens());
    }

    @Test
    void aProviderThatVariesEachEventIsUnderstoodToo() throws IOException {
        for (int i = 0; i < 40; i++) {
            event("{\"n\":" + i + ",\"choices\":[{\"delta\":{\"content\":\"t" + i + "\"}}],\"obfuscation\":\"" + "z".repeat(i % 7)
                    + "\"}");
        }
        assertEquals(40, texts.size());
        assertEquals("t39", texts.getLast());
    }
}
