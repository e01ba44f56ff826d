package dev.difynative.chat.conversation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.billing.LedgerBatch;
import dev.difynative.chat.journal.Journal;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A question with its answer. New rows and their ends are written by the {@link Journal}. */
@Entity
@Table(name = "messages")
public class Message extends PanacheEntityBase {
    static final String RUNNING = "running";
    public static final String NORMAL = "normal";
    public static final String ERROR = "error";

    private static final String CLOSE_ABANDONED = """
            WITH grown AS (SELECT m.id, string_agg(piece.text, '' ORDER BY piece.at) AS text
                FROM answer_growth g, unnest(g.message_ids, g.offsets, g.pieces) AS piece(id, at, text), messages m
                WHERE g.instance_id NOT IN (:living) AND m.id = piece.id AND piece.at >= char_length(m.answer) GROUP BY m.id),
            closed AS (UPDATE messages SET status = 'error', error = :error, updated_at = :now, text_marks = NULL,
                    answer = answer || coalesce((SELECT text FROM grown WHERE grown.id = messages.id), '')
                WHERE status = 'running' AND instance_id NOT IN (:living) RETURNING *),
            taken AS (DELETE FROM answer_growth WHERE instance_id NOT IN (:living)),
            charged AS (
                %s)
            SELECT count(*) FROM closed""".formatted(LedgerBatch.insertFrom("""
            SELECT m.tenant_id, m.app_id, m.end_user_id, coalesce(m.model_provider || '/' || m.model_id, ''),
                cast(m.created_at AT TIME ZONE 'UTC' AS date), m.currency, 1, m.prompt_tokens, m.answer_tokens, m.total_price
            FROM closed m JOIN apps a ON a.id = m.app_id WHERE a.mode <> 'advanced-chat'"""));

    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public UUID conversationId;
    public UUID parentMessageId;
    public UUID endUserId;
    public UUID accountId;
    public String fromSource;
    public String inputs;
    public String query;
    public String answer;
    public String status;
    public String error;
    public UUID instanceId;
    public String modelProvider;
    public String modelId;
    public int promptTokens;
    public int answerTokens;
    public BigDecimal totalPrice;
    public String currency;
    public double latency;
    public String metadata;
    public Instant createdAt;
    public Instant updatedAt;

    public static Optional<Message> findOfUser(UUID tenantId, UUID appId, UUID endUserId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and endUserId = ?3 and id = ?4", tenantId, appId, endUserId, id)
                .firstResultOptional();
    }

    public static Optional<Message> findOldest(UUID tenantId, UUID conversationId) {
        return find("tenantId = ?1 and conversationId = ?2 order by createdAt, id", tenantId, conversationId)
                .page(0, 1).firstResultOptional();
    }

    /** The newest messages of a conversation, newest first. */
    public static List<Message> newest(UUID tenantId, UUID conversationId, int limit) {
        return find("tenantId = ?1 and conversationId = ?2 order by createdAt desc, id desc", tenantId, conversationId)
                .page(0, limit).list();
    }

    /** Those of its conversation that are older than {@code message}, newest first. */
    public static List<Message> newestBefore(Message message, int limit) {
        return find("""
                tenantId = ?1 and conversationId = ?2 and (createdAt, id) < (?3, ?4)
                order by createdAt desc, id desc""", message.tenantId, message.conversationId, message.createdAt, message.id)
                .page(0, limit).list();
    }

    /** The newest messages of a conversation that have an answer, newest first. */
    static List<Message> newestAnswered(UUID tenantId, UUID conversationId, int limit) {
        return find("tenantId = ?1 and conversationId = ?2 and answer <> '' order by createdAt desc, id desc", tenantId,
                conversationId).page(0, limit).list();
    }

    static long countOf(UUID tenantId, UUID conversationId) {
        return count("tenantId = ?1 and conversationId = ?2", tenantId, conversationId);
    }

    /**
     * Ends with an error, in all workspaces, the messages that wait for a process which is not among the living; how many. They
     * are charged as requests whose tokens nobody knows, but for those of graphs, whose runs are charged.
     */
    static int closeAbandoned(List<UUID> living, String error, Instant now) {
        Number closed = (Number) getEntityManager().createNativeQuery(CLOSE_ABANDONED).setParameter("error", error)
                .setParameter("now", now).setParameter("living", living).getSingleResult();
        return closed.intValue();
    }
}
