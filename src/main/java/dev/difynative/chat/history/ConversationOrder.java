package dev.difynative.chat.history;

import java.time.Instant;
import java.util.Arrays;

import dev.difynative.chat.conversation.Conversation;
import dev.difynative.platform.error.CommonError;

/** By what conversations are listed; a leading minus on the wire means the latest first. */
public enum ConversationOrder {
    OLDEST("created_at", "createdAt", true),
    NEWEST("-created_at", "createdAt", false),
    LEAST_RECENT("updated_at", "updatedAt", true),
    MOST_RECENT("-updated_at", "updatedAt", false);

    private final String wire;
    private final String property;
    private final boolean ascending;

    ConversationOrder(String wire, String property, boolean ascending) {
        this.wire = wire;
        this.property = property;
        this.ascending = ascending;
    }

    public static ConversationOrder of(String wire) {
        return Arrays.stream(values()).filter(order -> order.wire.equals(wire)).findFirst()
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("sort_by", "enum",
                        "Parameter 'sort_by' must be created_at, -created_at, updated_at or -updated_at"));
    }

    Instant timeOf(Conversation conversation) {
        return property.equals("createdAt") ? conversation.createdAt : conversation.updatedAt;
    }

    String property() { return property; }

    String direction() { return ascending ? "asc" : "desc"; }

    /** How what comes later in the list compares to what comes earlier. */
    String later() { return ascending ? ">" : "<"; }
}
