package dev.difynative.chat.history;

import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.chat.history.PastConversation.PastMessage;
import dev.difynative.chat.journal.TextMarks;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.Panache;

/** Keeps conversations that were held elsewhere, under their ids, so that whoever knows them can go on with them. */
@Singleton
public class PastConversations {
    private static final String END_USER = """
            WITH made AS (INSERT INTO end_users (id, tenant_id, app_id, type, session_id, is_anonymous, created_at)
                VALUES (?1, ?2, ?3, 'service_api', ?4, false, ?5) ON CONFLICT (app_id, type, session_id) DO NOTHING RETURNING id)
            SELECT id FROM made UNION ALL
            SELECT id FROM end_users WHERE app_id = ?3 AND type = 'service_api' AND session_id = ?4 LIMIT 1""";
    private static final String CONVERSATION = """
            INSERT INTO conversations (id, tenant_id, app_id, end_user_id, from_source, name, inputs, introduction, status,
                created_at, updated_at)
            VALUES (?1, ?2, ?3, ?4, 'api', ?5, ?6, ?7, 'normal', ?8, ?9) ON CONFLICT (id) DO NOTHING""";
    private static final String MESSAGE = """
            INSERT INTO messages (id, tenant_id, app_id, conversation_id, parent_message_id, end_user_id, from_source, inputs, query,
                answer, status, error, model_provider, model_id, prompt_tokens, answer_tokens, total_price, currency, latency,
                metadata, created_at, updated_at, text_marks)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'api', ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?20, ?21)
            ON CONFLICT (id) DO NOTHING""";
    private static final String FEEDBACK = """
            INSERT INTO message_feedbacks (id, tenant_id, app_id, conversation_id, message_id, rating, from_source,
                from_end_user_id, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'user', ?7, ?8, ?8)""";
    private static final String FILE = """
            INSERT INTO message_files (id, tenant_id, message_id, type, transfer_method, url, upload_file_id, belongs_to, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO NOTHING""";
    private static final String THOUGHT = """
            INSERT INTO message_agent_thoughts (id, tenant_id, message_id, position, thought, tool, tool_labels, tool_input,
                observation, files, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)""";

    private static final int LONGEST_NAME = 255;

    /** Who the caller's user is here, made when unknown. */
    @Transactional
    public UUID user(UUID tenantId, UUID appId, String named, Instant since) {
        return (UUID) Panache.getEntityManager().createNativeQuery(END_USER, UUID.class).setParameter(1, Ids.next())
                .setParameter(2, tenantId)
                .setParameter(3, appId).setParameter(4, named).setParameter(5, since).getSingleResult();
    }

    /** Keeps one, whole. What it cost is shown with it and charged to nobody. */
    @Transactional
    public UUID keep(UUID tenantId, UUID appId, PastConversation past) {
        UUID user = user(tenantId, appId, past.user(), past.createdAt());
        int kept = Panache.getEntityManager().createNativeQuery(CONVERSATION).setParameter(1, past.id()).setParameter(2, tenantId)
                .setParameter(3, appId).setParameter(4, user).setParameter(5, cut(past.name())).setParameter(6, past.inputs())
                .setParameter(7, past.introduction()).setParameter(8, past.createdAt()).setParameter(9, past.updatedAt())
                .executeUpdate();
        if (kept == 0) {
            throw CommonError.INVALID_PARAM.because("A conversation with the id %s is here already", past.id());
        }
        past.messages().forEach(message -> keep(tenantId, appId, past.id(), user, message));
        return past.id();
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    private void keep(UUID tenantId, UUID appId, UUID conversation, UUID user, PastMessage message) {
        PastConversation.Cost cost = message.cost();
        int kept = Panache.getEntityManager().createNativeQuery(MESSAGE).setParameter(1, message.id()).setParameter(2, tenantId)
                .setParameter(3, appId).setParameter(4, conversation).setParameter(5, message.parentId()).setParameter(6, user)
                .setParameter(7, message.inputs()).setParameter(8, message.query()).setParameter(9, message.answer())
                .setParameter(10, message.error() == null ? "normal" : "error").setParameter(11, message.error())
                .setParameter(12, cost.provider()).setParameter(13, cost.model()).setParameter(14, cost.questionTokens())
                .setParameter(15, cost.answerTokens()).setParameter(16, cost.price()).setParameter(17, cost.currency())
                .setParameter(18, cost.seconds()).setParameter(19, message.metadata()).setParameter(20, message.createdAt())
                .setParameter(21, TextMarks.of(message.query(), message.answer())).executeUpdate();
        if (kept == 0) {
            return;
        }
        message.files()
                .forEach(file -> Panache.getEntityManager().createNativeQuery(FILE).setParameter(1, file.id())
                        .setParameter(2, tenantId)
                        .setParameter(3, message.id()).setParameter(4, file.type()).setParameter(5, file.transferMethod())
                        .setParameter(6, file.url()).setParameter(7, file.uploadFileId()).setParameter(8, file.belongsTo())
                        .setParameter(9, message.createdAt()).executeUpdate());
        message.thoughts().forEach(thought -> Panache.getEntityManager().createNativeQuery(THOUGHT).setParameter(1, Ids.next())
                .setParameter(2, tenantId).setParameter(3, message.id()).setParameter(4, thought.position())
                .setParameter(5, thought.thought()).setParameter(6, thought.tool()).setParameter(7, thought.toolLabels())
                .setParameter(8, thought.toolInput()).setParameter(9, thought.observation()).setParameter(10, thought.files())
                .setParameter(11, thought.createdAt()).executeUpdate());
        if (message.rating() != null) {
            Panache.getEntityManager().createNativeQuery(FEEDBACK).setParameter(1, Ids.next()).setParameter(2, tenantId)
                    .setParameter(3, appId)
                    .setParameter(4, conversation).setParameter(5, message.id()).setParameter(6, message.rating())
                    .setParameter(7, user).setParameter(8, message.createdAt()).executeUpdate();
        }
    }
}
