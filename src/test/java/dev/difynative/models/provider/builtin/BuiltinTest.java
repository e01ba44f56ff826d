package dev.difynative.models.provider.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.difynative.models.EmbedKind;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.testsupport.RecordingSink;
import io.vertx.core.Vertx;

class BuiltinTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() { vertx = Vertx.vertx(); }

    @AfterAll
    static void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private static String answer(ChatMessage... messages) {
        RecordingSink sink = new RecordingSink();
        new BuiltinChatModel(vertx, Builtin.CHAT_MODEL).stream(ChatPrompt.of(List.of(messages)), sink);
        assertEquals("stop", sink.completion().finishReason());
        return sink.text();
    }

    @Test
    void theBestSentencesOfTheContextAreQuoted() { assertEquals("The Aare flows through Bern.", answer(
            ChatMessage.system("""
                        Use what is inside <context></context> tags.
                        <context>
                        Zurich lies at a lake. The Aare flows through Bern. Basel has a port.
                        </context>
                        Be polite about Bern."""),
            ChatMessage.user("Which river flows through Bern?"))); }

    @Test
    void scriptsWithoutSpacesAreComparedByPairs() {
        assertEquals("伯尔尼是瑞士的首都。",
                answer(ChatMessage.system("<context>苏黎世在湖边。伯尔尼是瑞士的首都。</context>"), ChatMessage.user("瑞士首都是哪里")));
    }

    @Test
    void withoutAContextItSaysWhatItIs() {
        String answer = answer(ChatMessage.user("100% sure?"));
        assertTrue(answer.contains("demonstration model builtin-extractive"), answer);
        assertTrue(answer.endsWith("100% sure?"), answer);
    }

    @Test
    void textsThatShareWordsAreNear() {
        float[][] vectors = new HashEmbeddingModel(Builtin.EMBEDDING_MODEL).embed(
                List.of("The cat sat on the mat", "a cat on a mat", "quarterly revenue report", ""), EmbedKind.DOCUMENT).join()
                .vectors();
        assertEquals(384, vectors[0].length);
        for (float[] vector : vectors) {
            assertEquals(1.0, product(vector, vector), 1e-5);
        }
        assertTrue(product(vectors[0], vectors[1]) > product(vectors[0], vectors[2]) + 0.2);
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
