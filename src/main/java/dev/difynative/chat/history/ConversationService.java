package dev.difynative.chat.history;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.conversation.Conversation;
import dev.difynative.chat.conversation.ConversationNames;
import dev.difynative.chat.conversation.Message;
import dev.difynative.files.FileLinks;
import dev.difynative.models.Payer;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.paging.Limit;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The conversations of an end user: listed, named, deleted. */
@ApplicationScoped
public class ConversationService {
    private static final Logger LOG = Logger.getLogger(ConversationService.class);
    private static final int MAX_LIMIT = 100;
    private static final int MAX_NAME_LENGTH = 255;

    private final ConversationNames names;
    private final StoredJson json;
    private final FileLinks links;
    private final Clock clock;

    ConversationService(ConversationNames names, StoredJson json, FileLinks links, Clock clock) {
        this.names = names;
        this.json = json;
        this.links = links;
        this.clock = clock;
    }

    /** The conversations after {@code lastId} in the order asked for; from the first one on when it is null or empty. */
    @Transactional
    public Slice<ConversationView> list(EndUserScope scope, String lastId, int limit, ConversationOrder order) {
        Limit.checked(limit, MAX_LIMIT);
        Conversation last = lastId == null || lastId.isEmpty() ? null : find(scope, lastId, "Last conversation");
        List<Conversation> rows = last == null ? first(scope, order, limit + 1) : after(scope, order, last, limit + 1);
        return Slice.ofSurplus(rows, limit).map(conversation -> ConversationView.of(conversation, json, links));
    }

    public ConversationView rename(EndUserScope scope, String id, String name) {
        String stripped = name == null ? "" : name.replace("\0", "").strip();
        if (stripped.isEmpty()) {
            throw CommonError.INVALID_PARAM.field("name", "required",
                    "Parameter 'name' is required unless 'auto_generate' is true");
        }
        if (stripped.length() > MAX_NAME_LENGTH) {
            throw CommonError.INVALID_PARAM.field("name", "length", "Parameter 'name' must be at most %d characters long",
                    MAX_NAME_LENGTH);
        }
        return named(scope, id, stripped);
    }

    /** Names a conversation after its first question, by the workspace's default model. */
    public ConversationView nameAutomatically(EndUserScope scope, String id) {
        String question = QuarkusTransaction.requiringNew().call(() -> firstQuestion(scope, id));
        return named(scope, id, suggested(scope, question));
    }

    @Transactional
    public void delete(EndUserScope scope, String id) { find(scope, id, "Conversation").delete(); }

    /** The id of a conversation of this end user; one of somebody else does not exist. */
    @Transactional
    public UUID idOf(EndUserScope scope, String id) { return find(scope, id, "Conversation").id; }

    private String suggested(EndUserScope scope, String question) {
        try {
            return names.suggest(new Payer(scope.tenantId(), scope.appId(), scope.endUserId()), question);
        } catch (CompletionException failed) {
            LOG.debugf(failed, "The default model of %s gave no name", scope.tenantId());
            return ConversationNames.plain(question);
        }
    }

    private ConversationView named(EndUserScope scope, String id, String name) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Conversation conversation = find(scope, id, "Conversation");
            conversation.name = name;
            conversation.updatedAt = clock.instant();
            return ConversationView.of(conversation, json, links);
        });
    }

    private static String firstQuestion(EndUserScope scope, String id) {
        Conversation conversation = find(scope, id, "Conversation");
        return Message.findOldest(scope.tenantId(), conversation.id)
                .map(message -> message.query)
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("auto_generate", "state",
                        "The conversation has no message to be named after"));
    }

    private static List<Conversation> first(EndUserScope scope, ConversationOrder order, int count) {
        return Conversation.find("tenantId = ?1 and appId = ?2 and endUserId = ?3" + sorted(order), scope.tenantId(),
                scope.appId(), scope.endUserId()).page(0, count).list();
    }

    private static List<Conversation> after(EndUserScope scope, ConversationOrder order, Conversation last, int count) {
        String later = " and (%s, id) %s (?4, ?5)".formatted(order.property(), order.later());
        return Conversation.find("tenantId = ?1 and appId = ?2 and endUserId = ?3" + later + sorted(order), scope.tenantId(),
                scope.appId(), scope.endUserId(), order.timeOf(last), last.id).page(0, count).list();
    }

    private static String sorted(ConversationOrder order) {
        return " order by %1$s %2$s, id %2$s".formatted(order.property(), order.direction());
    }

    private static Conversation find(EndUserScope scope, String id, String what) {
        UUID parsed = Ids.parse(id, ChatError.CONVERSATION_NOT_FOUND, what);
        return Conversation.findOfUser(scope.tenantId(), scope.appId(), scope.endUserId(), parsed)
                .orElseThrow(() -> ChatError.CONVERSATION_NOT_FOUND.because("%s not found", what));
    }
}
