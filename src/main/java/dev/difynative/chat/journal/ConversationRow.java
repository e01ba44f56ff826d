package dev.difynative.chat.journal;

import java.time.Instant;
import java.util.UUID;

/** What is written of a new conversation. */
public record ConversationRow(UUID id, MessageRow.Sender sender, String name, String inputs, String introduction,
        Instant createdAt) {}
