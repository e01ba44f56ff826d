package dev.difynative.chat.agent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.files.FileLinks;
import io.agroal.api.AgroalDataSource;

/** What the agents of messages thought and did. */
@Singleton
public class AgentThoughts {
    private static final String SELECT = """
            SELECT id, message_id, position, thought, tool, tool_labels, tool_input, observation, files, created_at
            FROM message_agent_thoughts WHERE tenant_id = ? AND message_id = ANY (?) ORDER BY message_id, position""";

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final FileLinks links;

    AgentThoughts(AgroalDataSource database, ObjectMapper json, FileLinks links) {
        this.database = database;
        this.json = json;
        this.links = links;
    }

    /** By message, in the order of the rounds; one query, however many messages there are. */
    public Map<UUID, List<AgentThoughtView>> of(UUID tenantId, Collection<UUID> messageIds) {
        Map<UUID, List<AgentThoughtView>> byMessage = new HashMap<>();
        if (messageIds.isEmpty()) {
            return byMessage;
        }
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, tenantId);
            select.setArray(2, connection.createArrayOf("uuid", messageIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    AgentThoughtView thought = view(tenantId, row);
                    byMessage.computeIfAbsent(thought.messageId(), first -> new ArrayList<>()).add(thought);
                }
            }
            return byMessage;
        } catch (SQLException failed) {
            throw new IllegalStateException("The thoughts of agents cannot be read", failed);
        }
    }

    private AgentThoughtView view(UUID tenantId, ResultSet row) throws SQLException {
        List<String> files = new ArrayList<>();
        read(row.getString(9)).forEach(id -> files.add(id.asText()));
        return new AgentThoughtView(row.getObject(1, UUID.class), null, row.getObject(2, UUID.class), row.getInt(3),
                links.renewed(tenantId, row.getString(4)), row.getString(5), read(row.getString(6)),
                links.renewed(tenantId, row.getString(7)), links.renewed(tenantId, row.getString(8)), files,
                row.getTimestamp(10).toInstant());
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored JSON text is broken", broken);
        }
    }
}
