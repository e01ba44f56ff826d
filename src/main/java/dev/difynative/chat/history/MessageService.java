package dev.difynative.chat.history;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.agent.AgentThoughtView;
import dev.difynative.chat.agent.AgentThoughts;
import dev.difynative.chat.conversation.Conversation;
import dev.difynative.chat.conversation.Message;
import dev.difynative.files.FileLinks;
import dev.difynative.files.MessageFileView;
import dev.difynative.files.MessageFiles;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.Limit;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;

/** The messages of a conversation. */
@ApplicationScoped
public class MessageService {
    private static final int MAX_LIMIT = 100;

    private final MessageFiles files;
    private final AgentThoughts thoughts;
    private final MessageForms forms;
    private final StoredJson json;
    private final FileLinks links;

    MessageService(MessageFiles files, AgentThoughts thoughts, MessageForms forms, StoredJson json, FileLinks links) {
        this.files = files;
        this.thoughts = thoughts;
        this.forms = forms;
        this.json = json;
        this.links = links;
    }

    /** The newest messages, or with {@code firstId} the newest of those that are older than it; the oldest first. */
    @Transactional
    public Slice<MessageView> list(EndUserScope scope, String conversationId, String firstId, int limit) {
        Limit.checked(limit, MAX_LIMIT);
        if (conversationId == null || conversationId.isEmpty()) {
            throw Parameters.missing("conversation_id");
        }
        UUID id = Ids.parse(conversationId, ChatError.CONVERSATION_NOT_FOUND, "Conversation");
        Conversation.findOfUser(scope.tenantId(), scope.appId(), scope.endUserId(), id)
                .orElseThrow(() -> ChatError.CONVERSATION_NOT_FOUND.because("Conversation not found"));
        List<Message> rows = firstId == null || firstId.isEmpty()
                ? Message.newest(scope.tenantId(), id, limit + 1)
                : Message.newestBefore(first(scope, id, firstId), limit + 1);
        Slice<Message> newestFirst = Slice.ofSurplus(rows, limit);
        return new Slice<>(views(scope, newestFirst.data().reversed()), newestFirst.hasMore(), limit);
    }

    /** What a message answered. */
    @Transactional
    public String answer(EndUserScope scope, String id) { return OwnMessage.get(scope, id).answer; }

    private static Message first(EndUserScope scope, UUID conversationId, String id) {
        return OwnMessage.find(scope, id).filter(message -> message.conversationId.equals(conversationId))
                .orElseThrow(() -> ChatError.MESSAGE_NOT_FOUND.because("First message not found"));
    }

    private List<MessageView> views(EndUserScope scope, List<Message> messages) {
        List<UUID> ids = messages.stream().map(message -> message.id).toList();
        Map<UUID, List<MessageFileView>> filesOf = files.of(scope.tenantId(), ids);
        Map<UUID, String> ratings = MessageFeedback.ratingsBy(scope, ids);
        Map<UUID, List<AgentThoughtView>> thoughtsOf = thoughts.of(scope.tenantId(), ids);
        Map<UUID, List<JsonNode>> formsOf = forms.of(scope.tenantId(), ids);
        return messages.stream()
                .map(message -> MessageView.of(message, filesOf.getOrDefault(message.id, List.of()),
                        thoughtsOf.getOrDefault(message.id, List.of()), formsOf.getOrDefault(message.id, List.of()),
                        ratings.get(message.id), json, text -> links.renewed(scope.tenantId(), text)))
                .toList();
    }
}
