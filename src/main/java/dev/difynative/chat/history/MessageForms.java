package dev.difynative.chat.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** The forms that answers wait for, or waited for, as readers of the messages see them; known where forms are. */
public interface MessageForms {

    /** By message, in the order in which they were shown. */
    Map<UUID, List<JsonNode>> of(UUID tenantId, Collection<UUID> messageIds);
}
