package dev.difynative.chat.conversation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.chat.ChatTurn;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import dev.difynative.models.Payer;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.provider.builtin.Builtin;
import dev.difynative.platform.tracing.Traces;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Names conversations. A new one is named after its question at once; a better name is asked of the workspace's default model
 * afterwards, for a few conversations at a time: a name is a courtesy, and must not take the model from those who wait for
 * an answer.
 */
@ApplicationScoped
public class ConversationNames {
    private static final Logger LOG = Logger.getLogger(ConversationNames.class);
    private static final int AT_ONCE = 2;
    private static final int LONGEST_QUESTION = 2_000;
    private static final int KEPT_OF_LONG_QUESTION = 300;
    private static final int LONGEST_NAME = 75;
    private static final int LONGEST_PLAIN_NAME = 50;
    private static final int KEPT_OF_PLAIN_NAME = 47;
    private static final String INSTRUCTION = """
            Give the conversation that begins with the following message a title of at most ten words, in the language of \
            the message. Answer with the title alone: no quotation marks, no explanation.""";

    private final ModelRuntime models;
    private final DefaultModels defaults;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    ConversationNames(ModelRuntime models, DefaultModels defaults) {
        this.models = models;
        this.defaults = defaults;
    }

    /** The question itself as a name, cut to a line. */
    public static String plain(String query) {
        String line = query.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return Conversation.UNNAMED;
        }
        return line.length() > LONGEST_PLAIN_NAME ? line.substring(0, KEPT_OF_PLAIN_NAME) + "..." : line;
    }

    /** Names the turn's conversation in the background, unless enough others are being named. */
    public void suggestFor(ChatTurn turn) {
        MessageRow.Sender sender = turn.message().sender();
        suggestLater(new Payer(sender.tenantId(), sender.appId(), sender.endUserId()), turn.message().conversationId(),
                turn.message().query());
    }

    /** The same for a conversation that began with this question and is stored by now. */
    public void suggestLater(Payer payer, UUID conversationId, String query) {
        if (slots.tryAcquire()) {
            Traces.onVirtualThread(() -> {
                try {
                    String name = suggest(payer, query);
                    rename(payer.tenantId(), conversationId, plain(query), name);
                } catch (RuntimeException unnamed) {
                    LOG.debugf(unnamed, "Conversation %s keeps its plain name", conversationId);
                } finally {
                    slots.release();
                }
            });
        }
    }

    /** Asks the workspace's default model for a name; the question itself when there is no model or it fails. */
    public String suggest(Payer payer, String query) {
        return defaults.find(payer.tenantId(), ModelType.LLM)
                .filter(model -> !model.provider().equals(Builtin.ID))
                .map(model -> models.ask(payer, model, prompt(query)).join())
                .map(ChatReply::text)
                .map(ConversationNames::tidy)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> plain(query));
    }

    private static ChatPrompt prompt(String query) {
        String question = query.length() <= LONGEST_QUESTION
                ? query
                : query.substring(0, KEPT_OF_LONG_QUESTION) + "\n...\n" + query.substring(query.length() - KEPT_OF_LONG_QUESTION);
        return ChatPrompt.of(List.of(ChatMessage.system(INSTRUCTION), ChatMessage.user(question)))
                .with(Map.of("max_tokens", 500, "temperature", 1));
    }

    private static String tidy(String reply) {
        String line = reply.strip().lines().findFirst().orElse("").replaceAll("^[\"'“”]+|[\"'“”]+$", "").strip();
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
    }

    private static void rename(UUID tenantId, UUID conversationId, String from, String name) {
        // Only the name that was given at the start is replaced: one that somebody chose meanwhile stays.
        QuarkusTransaction.requiringNew().run(() -> Conversation.update(
                "name = ?1 where id = ?2 and tenantId = ?3 and name = ?4", name, conversationId, tenantId, from));
    }
}
