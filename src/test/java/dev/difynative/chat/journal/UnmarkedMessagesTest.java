package dev.difynative.chat.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.HexFormat;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class UnmarkedMessagesTest {
    @Inject UnmarkedMessages unmarked;

    @Test
    void whatIsWithoutMarksIsMarkedUnlessItsAnswerStillGrows() throws Exception {
        UUID ended = message("normal");
        UUID paused = message("paused");
        UUID growing = message("running");
        unmarked.markAll();
        // The service looks for them too, and may be at these.
        Eventually.isTrue("both are marked", () -> marks(ended).length > 0 && marks(paused).length > 0);
        assertArrayEquals(TextMarks.of("A question?", "An answer."), marks(ended));
        assertArrayEquals(TextMarks.of("A question?", "An answer."), marks(paused));
        assertArrayEquals(new byte[0], marks(growing));
        Rows.insert("DELETE FROM messages WHERE id = ?", growing);
    }

    private static byte[] marks(UUID message) {
        return HexFormat.of()
                .parseHex(Rows.text("SELECT coalesce(encode(text_marks, 'hex'), '') FROM messages WHERE id = ?", message));
    }

    private static UUID message(String status) {
        UUID tenant = Rows.tenant();
        UUID app = Rows.app(tenant);
        UUID conversation = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO conversations (id, tenant_id, app_id, from_source, name, inputs, status, created_at, updated_at)
                VALUES (?, ?, ?, 'api', 'x', '{}', 'normal', now(), now())""", conversation, tenant, app);
        Rows.insert("""
                INSERT INTO messages (id, tenant_id, app_id, conversation_id, from_source, inputs, query, answer, status,
                    created_at, updated_at)
                VALUES (?, ?, ?, ?, 'api', '{}', 'A question?', 'An answer.', ?, now(), now())""", message, tenant, app,
                conversation, status);
        return message;
    }
}
