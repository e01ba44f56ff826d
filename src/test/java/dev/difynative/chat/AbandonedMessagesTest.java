package dev.difynative.chat;

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
    void aMessageOfThisProcessIsLeftAlone() {
        UUID message = running(instances.id());
        abandoned.close();
        assertEquals("running", Rows.text("SELECT status FROM messages WHERE id = ?", message));
        Rows.insert("DELETE FROM messages WHERE id = ?", message);
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
