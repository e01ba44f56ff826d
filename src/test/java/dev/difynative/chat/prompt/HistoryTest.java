package dev.difynative.chat.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.difynative.models.chat.ChatMessage;

class HistoryTest {
    private static final History THREE = new History(List.of(new History.Round("third", "c ".repeat(100), 0),
            new History.Round("second", "b ".repeat(100), 0), new History.Round("first", "a ".repeat(100), 0)));

    @Test
    void whatSurelyFitsIsKeptWhole() { assertSame(THREE, THREE.fitting(1_000)); }

    @Test
    void theOldestRoundsGoFirst() {
        List<ChatMessage> kept = THREE.fitting(250).messages();
        assertEquals(List.of("second", "third"),
                List.of(kept.get(0).text(), kept.get(2).text()));
        assertEquals(ChatMessage.Role.ASSISTANT, kept.get(3).role());
    }

    @Test
    void whatTheProviderCountedIsNotCountedAgain() {
        History thought = new History(List.of(new History.Round("q", "word ".repeat(400), 40)));
        assertSame(1, thought.fitting(50).newestFirst().size());
    }

    @Test
    void aThinkingModelsTokensAreNoLongerThanWhatItSaid() {
        History thought = new History(
                List.of(new History.Round("q", "yes", 5_000), new History.Round("q", "x".repeat(60), 5_000)));
        assertEquals(2, thought.fitting(85).newestFirst().size());
    }

    @Test
    void withoutSpaceThereIsNoHistory() { assertEquals(List.of(), THREE.fitting(-5).messages()); }
}
