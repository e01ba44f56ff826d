package dev.difynative.chat.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class AbandonedMessagesTest {
    @Inject AbandonedMessages abandoned;
    @Inject InstanceRegistry instances;

    @Test
    void aMessageOfADeadProcessIsClosedWithItsTextSoFar() {
        UUID message = running(UUID.randomUUID());
        assertTrue(abandoned.close() >= 1);
        assertEquals("error", Rows.text("SELECT status FROM messages WHERE id = ?", message));
        assertEquals("so far", Rows.text("SELECT answer FROM messages WHERE id = ?", message));
    }

    @Test
    void whatAnAnswerHadGrownByIsAddedWhereItBelongs() {
        UUID process = UUID.randomUUID();
        UUID message = running(process);
        // The first piece is in the message's row already; characters outside the basic plane count as one.
        grown(process, 1, message, 0, "so far");
        grown(process, 2, message, 6, ", \uD83D\uDE00");
        grown(process, 3, message, 9, " so good");
        abandoned.close();
        assertEquals("so far, \uD83D\uDE00 so good", Rows.text("SELECT answer FROM messages WHERE id = ?", message));
        assertEquals("0", Rows.text("SELECT count(*)::text FROM answer_growth WHERE instance_id = ?", process));
    }

    @Test
    void whatItsPartsHadUsedIsCharged() {
        UUID message = running(UUID.randomUUID());
        Rows.insert("UPDATE messages SET prompt_tokens = 20, answer_tokens = 5, total_price = 0.5 WHERE id = ?", message);
        abandoned.close();
        assertEquals("1 20 5 0.5", Rows.text("""
                SELECT requests || ' ' || tokens_in || ' ' || tokens_out || ' ' || trim_scale(price) FROM usage_entries
                WHERE app_id = (SELECT app_id FROM messages WHERE id = ?)""", message));
    }

    @Test
    void aMessageOfThisProcessIsLeftAlone() {
        UUID message = running(instances.id());
        abandoned.close();
        assertEquals("running", Rows.text("SELECT status FROM messages WHERE id = ?", message));
        Rows.insert("DELETE FROM messages WHERE id = ?", message);
    }

    private static void grown(UUID process, int tick, UUID message, int offset, String text) {
        Rows.insert("INSERT INTO answer_growth VALUES (?, ?, ARRAY[?]::uuid[], ARRAY[?], ARRAY[?])", process, tick, message,
                offset,
                text);
    }

    private static UUID running(UUID instance) {
        UUID tenant = Rows.tenant();
        UUID app = Rows.app(tenant);
        UUID conversation = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO conversations (id, tenant_id, app_id, from_source, name, inputs, status, created_at, updated_at)
                VALUES (?, ?, ?, 'api', 'x', '{}', 'normal', now(), now())""", conversation, tenant, app);
        Rows.insert("""
                INSERT INTO messages (id, tenant_id, app_id, conversation_id, from_source, inputs, query, answer, status,
                    instance_id, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'api', '{}', 'q', 'so far', 'running', ?, now(), now())""", message, tenant, app,
                conversation,
                instance);
        return message;
    }
}
