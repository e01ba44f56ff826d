package dev.difynative.chat.conversation;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.journal.ConversationRow;
import dev.difynative.chat.journal.Journal;
import dev.difynative.chat.journal.JournalEntry;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.chat.prompt.History;
import dev.difynative.chat.prompt.PromptTemplate;
import dev.difynative.files.MessageFileRow;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Stores the questions and answers of apps whose answers are made by a graph. */
@ApplicationScoped
public class GraphTurns {
    private final Journal journal;
    private final InstanceRegistry instances;
    private final Clock clock;

    /** Whose conversation it is: an end user's, or that of an account which tries the app out. */
    public record Asker(UUID tenantId, UUID appId, UUID endUserId, UUID accountId) {}

    /** A conversation that goes on. */
    public record Thread(UUID conversationId, String inputs, UUID lastMessageId, int rounds) {}

    /**
     * A question.
     *
     * @param thread
     *            null when it begins a conversation
     * @param introduction
     *            what a new conversation begins with, or null
     * @param inputs
     *            a JSON object
     */
    public record Question(Asker asker, Thread thread, String query, String name, String introduction, String inputs,
            List<MessageFileRow> files) {}

    /** What is stored of an answer; {@code status} is normal, error or paused. */
    public record Answer(String text, String status, String error, long promptTokens, long answerTokens, BigDecimal price,
            String currency, double seconds, String metadata) {}

    GraphTurns(Journal journal, InstanceRegistry instances, Clock clock) {
        this.journal = journal;
        this.instances = instances;
        this.clock = clock;
    }

    /** The conversation to go on with; one of somebody else does not exist. */
    public Thread thread(Asker asker, String conversationId) {
        EventLoops.aboutToWait();
        return QuarkusTransaction.joiningExisting().call(() -> found(asker, conversationId));
    }

    private static Thread found(Asker asker, String conversationId) {
        UUID id = Ids.parse(conversationId, ChatError.CONVERSATION_NOT_FOUND, "Conversation");
        Optional<Conversation> found = asker.endUserId() == null
                ? Conversation.findOfAccount(asker.tenantId(), asker.appId(), asker.accountId(), id)
                : Conversation.findOfUser(asker.tenantId(), asker.appId(), asker.endUserId(), id);
        Conversation conversation = found
                .orElseThrow(() -> ChatError.CONVERSATION_NOT_FOUND.because("Conversation not found"));
        List<Message> newest = Message.newest(asker.tenantId(), id, 1);
        return new Thread(id, conversation.inputs, newest.isEmpty() ? null : newest.getFirst().id,
                (int) Message.countOf(asker.tenantId(), id));
    }

    /** What was said before a message, oldest first; at most that many questions with their answers. */
    @Transactional
    public List<ChatMessage> history(UUID tenantId, UUID conversationId, UUID beforeMessage, int rounds) {
        // One more, because the message itself may be stored already.
        List<History.Round> newestFirst = Message.newestAnswered(tenantId, conversationId, rounds + 1).stream()
                .filter(message -> !message.id.equals(beforeMessage)).limit(rounds)
                .map(message -> new History.Round(message.query, message.answer, message.answerTokens)).toList();
        return new History(newestFirst).messages();
    }

    /** What a conversation begins with: the app's opening statement with the inputs in their places. */
    public static String introduction(String statement, Map<String, ?> inputs) {
        return statement == null ? null : PromptTemplate.fill(statement, inputs);
    }

    /** The question as it will be stored. */
    public GraphTurn turn(Question question) {
        Asker asker = question.asker();
        boolean goesOn = question.thread() != null;
        MessageRow.Sender sender = new MessageRow.Sender(asker.tenantId(), asker.appId(), asker.endUserId(), asker.accountId(),
                asker.endUserId() == null ? "console" : "api");
        UUID conversationId = goesOn ? question.thread().conversationId() : Ids.next();
        ConversationRow conversation = goesOn
                ? null
                : new ConversationRow(conversationId, sender,
                        question.name() == null ? Conversation.UNNAMED : ConversationNames.plain(question.name()),
                        question.inputs(), question.introduction(), clock.instant());
        MessageRow message = new MessageRow(Ids.next(), conversationId, goesOn ? question.thread().lastMessageId() : null, sender,
                question.inputs(), question.query(), null, null, question.files(), clock.instant());
        return new GraphTurn(this, conversation, message);
    }

    /** A question whose answer an earlier process began. */
    public GraphTurn turn(UUID conversationId, UUID messageId) {
        return new GraphTurn(this, null, new MessageRow(messageId, conversationId, null, null, "", null, null, null, List.of(),
                clock.instant())).opened();
    }

    /** What is stored of the answer to a message so far. */
    @Transactional
    public String answerSoFar(UUID tenantId, UUID messageId) {
        return Message.<Message>find("tenantId = ?1 and id = ?2", tenantId, messageId).firstResultOptional()
                .map(message -> message.answer).orElse("");
    }

    CompletableFuture<Void> open(ConversationRow conversation, MessageRow message) {
        return journal.write(new JournalEntry.Opened(conversation, message, instances.id()));
    }

    void grown(MessageRow message, String answer) {
        journal.write(new JournalEntry.Grown(message.id(), answer, clock.instant()));
    }

    CompletableFuture<Void> close(ConversationRow conversation, MessageRow message, boolean opened, Answer answer) {
        MessageRow.Outcome outcome = new MessageRow.Outcome(answer.text(), answer.status(), answer.error(),
                Math.toIntExact(Math.min(answer.promptTokens(), Integer.MAX_VALUE)),
                Math.toIntExact(Math.min(answer.answerTokens(), Integer.MAX_VALUE)), answer.price(), answer.currency(),
                answer.seconds(), answer.metadata(), clock.instant());
        return journal.write(opened
                ? new JournalEntry.Closed(message.id(), message.conversationId(), message.query(), outcome, false)
                : new JournalEntry.Whole(conversation, message, outcome, false));
    }
}
