package dev.difynative.testsupport;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.quarkus.arc.Arc;

/** Puts rows into the database that a test needs but is not about. */
public final class Rows {
    private Rows() {}

    public static UUID tenant() {
        UUID id = UUID.randomUUID();
        insert("INSERT INTO tenants (id, name, plan, status, created_at) VALUES (?, 'Test', 'enterprise', 'normal', now())", id);
        return id;
    }

    public static UUID app(UUID tenantId) {
        UUID id = UUID.randomUUID();
        insert("""
                INSERT INTO apps (id, tenant_id, name, mode, description, icon_type, icon, icon_background,
                    use_icon_as_answer_icon, enable_site, enable_api, api_rpm, api_rph, max_active_requests, is_demo, created_at,
                    updated_at)
                VALUES (?, ?, ?::text, 'chat', '', 'emoji', '🤖', '#FFEAD5', false, true, true, 0, 0, 0, false, now(), now())""",
                id, tenantId, id.toString());
        return id;
    }

    public static void insert(String sql, Object... values) {
        try (Connection connection = Arc.container().instance(DataSource.class).get().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** The text of the one row and column that a query finds. */
    public static String text(String sql, Object... values) {
        List<String> rows = texts(sql, values);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    /** The text of the one column of all rows that a query finds. */
    public static List<String> texts(String sql, Object... values) {
        try (Connection connection = Arc.container().instance(DataSource.class).get().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            ResultSet rows = statement.executeQuery();
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
