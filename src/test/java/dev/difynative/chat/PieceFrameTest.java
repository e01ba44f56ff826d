package dev.difynative.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.event.FrameStream;
import dev.difynative.testsupport.Eventually;
import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;

class PieceFrameTest {
    private static final UUID CONVERSATION = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID MESSAGE = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final UUID TASK = UUID.fromString("00000000-0000-4000-8000-000000000003");

    @Test
    void aPieceIsOneDataLineWithASpaceAndAnEmptyLine() {
        assertEquals("data: {\"event\":\"message\",\"conversation_id\":\"" + CONVERSATION + "\",\"message_id\":\"" + MESSAGE
                + "\",\"created_at\":1700000000,\"task_id\":\"" + TASK + "\",\"id\":\"" + MESSAGE
                + "\",\"answer\":\"say \\\"hi\\\"\\n你好 \uD83E\uDD16\"}\n\n",
                frame(new ChatEvent.Envelope(CONVERSATION, MESSAGE, 1_700_000_000, TASK), "say \"hi\"\n你好 \uD83E\uDD16"));
    }

    @Test
    void aCompletionAppsPieceNamesNoConversation() {
        assertEquals("data: {\"event\":\"message\",\"message_id\":\"" + MESSAGE + "\",\"created_at\":1,\"task_id\":\"" + TASK
                + "\",\"id\":\"" + MESSAGE + "\",\"answer\":\"x\"}\n\n",
                frame(new ChatEvent.Envelope(null, MESSAGE, 1, TASK), "x"));
    }

    @Test
    void whatNeedsNoEscapingIsWrittenInUtf8AsItIs() {
        assertTrue(
                frame(new ChatEvent.Envelope(null, MESSAGE, 1, TASK), "Grüße, 你好/").endsWith("\"answer\":\"Grüße, 你好/\"}\n\n"));
    }

    @Test
    void halvesOfACharacterThatComeInTwoPiecesAreEscaped() {
        ChatEvent.Envelope envelope = new ChatEvent.Envelope(null, MESSAGE, 1, TASK);
        assertTrue(frame(envelope, "ä\n\uD83D").endsWith("\"answer\":\"ä\\n\\ud83d\"}\n\n"));
        assertTrue(frame(envelope, "\uDE00 b").endsWith("\"answer\":\"\\ude00 b\"}\n\n"));
    }

    private static String frame(ChatEvent.Envelope envelope, String piece) {
        Vertx vertx = Vertx.vertx();
        try {
            FrameStream frames = new FrameStream(vertx, vertx.getOrCreateContext());
            new PieceFrame("message", envelope).append(frames, piece);
            frames.end();
            StringBuilder text = new StringBuilder();
            for (ByteBuf ready : frames.subscribe().withSubscriber(AssertSubscriber.create(5))
                    .awaitCompletion(Eventually.PATIENCE).getItems()) {
                text.append(ready.toString(StandardCharsets.UTF_8));
            }
            return text.toString();
        } finally {
            vertx.close();
        }
    }
}
