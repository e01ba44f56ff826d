package dev.difynative.chat.history;

import java.util.Optional;
import java.util.UUID;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.conversation.Message;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;

/** Finds a message by the id that its end user gives; one of somebody else is as unknown as one that does not exist. */
final class OwnMessage {
    private OwnMessage() {}

    static Message get(EndUserScope scope, String id) { return find(scope, id).orElseThrow(OwnMessage::unknown); }

    static Optional<Message> find(EndUserScope scope, String id) {
        return Message.findOfUser(scope.tenantId(), scope.appId(), scope.endUserId(), parse(id));
    }

    static UUID parse(String id) { return Ids.parse(id, ChatError.MESSAGE_NOT_FOUND, "Message"); }

    static Failure unknown() { return ChatError.MESSAGE_NOT_FOUND.because("Message not found"); }
}
