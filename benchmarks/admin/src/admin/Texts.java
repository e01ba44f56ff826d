package admin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.difynative.chat.journal.TextMarks;

/** What an index on the texts of messages costs each message that is stored, and what a search takes with one and without. */
final class Texts {
    private static final int MESSAGES = 20_000;
    private static final int OF_ONE_APP = 10_000;
    private static final int PER_COMMIT = 50;
    private static final String INSERT = """
            INSERT INTO texts_plain (id, tenant_id, app_id, conversation_id, from_source, inputs, query, answer, status, created_at,
                updated_at, text_marks) VALUES (?, ?, ?, ?, 'api', '{}', ?, ?, 'normal', now(), now(), ?)""";

    private final Connection connection;

    Texts(Connection connection) { this.connection = connection; }

    void measure() throws Exception {
        execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        System.out.println("| table of messages | µs per stored message | WAL bytes per message |");
        System.out.println("|---|---|---|");
        for (int round = 0; round < 2; round++) {
            fill("messages without marks", false, false);
            fill("messages with marks, as they are", true, false);
            fill("messages without marks, with a trigram index on query and answer", false, true);
        }
        // What the searches below read has both.
        fill("messages with marks and a trigram index", true, true);
        System.out.println("\n| search in the texts of 10 000 messages | p50 / p95 / p99 ms |\n|---|---|");
        execute("VACUUM (ANALYZE) texts_plain");
        String app = "SELECT count(*) FROM texts_plain k WHERE k.app_id = (SELECT app_id FROM texts_plain LIMIT 1) AND ";
        row("by trigram index", app + "(k.query ILIKE '%c4ca42%' OR k.answer ILIKE '%c4ca42%')");
        execute("DROP INDEX texts_plain_trigrams");
        row("ILIKE", app + "(k.query ILIKE '%c4ca42%' OR k.answer ILIKE '%c4ca42%')");
        String bytes = "(strpos(lower(k.query COLLATE \"C\"), 'c4ca42') > 0 OR strpos(lower(k.answer COLLATE \"C\"), 'c4ca42') > 0)";
        row("bytes", app + bytes);
        String bits = TextMarks.partsOf("c4ca42").stream()
                .map(part -> "get_bit(k.text_marks, (" + part + "::bigint * octet_length(k.text_marks)) >> 29) = 1")
                .collect(Collectors.joining(" AND "));
        row("marks, in their index; " + text(app + bits) + " texts to be read then", app + bits);
        execute("DROP TABLE texts_plain");
    }

    private void row(String name, String sql) throws Exception {
        Times times = Times.of(5, 50, i -> execute(sql));
        System.out.println("| " + name + " | " + times.shown() + " |");
    }

    private void fill(String name, boolean marked, boolean indexed) throws SQLException {
        execute("DROP TABLE IF EXISTS texts_plain");
        execute("CREATE TABLE texts_plain (LIKE messages INCLUDING ALL) WITH (fillfactor = 70)");
        if (!marked) {
            execute("DROP INDEX " + text("SELECT indexname FROM pg_indexes WHERE tablename = 'texts_plain' AND indexdef LIKE '%INCLUDE%'"));
            execute("CREATE INDEX ON texts_plain (app_id, created_at DESC)");
        }
        if (indexed) {
            execute("CREATE INDEX texts_plain_trigrams ON texts_plain USING gin (query gin_trgm_ops, answer gin_trgm_ops)");
        }
        Random random = new Random(7);
        UUID[] apps = {UUID.randomUUID(), UUID.randomUUID()};
        UUID other = UUID.randomUUID();
        String walBefore = text("SELECT pg_current_wal_insert_lsn()");
        long begin = System.nanoTime();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int number = 0; number < MESSAGES; number++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setObject(2, other);
                insert.setObject(3, apps[number / OF_ONE_APP]);
                insert.setObject(4, other);
                String query = "What is said of " + words(random, 6) + "?";
                String answer = words(random, 60);
                insert.setString(5, query);
                insert.setString(6, answer);
                insert.setBytes(7, marked ? TextMarks.of(query, answer) : null);
                insert.addBatch();
                if (number % PER_COMMIT == PER_COMMIT - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
        double micros = (System.nanoTime() - begin) / 1e3 / MESSAGES;
        String wal = text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + walBefore + "')::bigint");
        System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f |%n", name, micros, Double.parseDouble(wal) / MESSAGES);
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < count; word++) {
            words.append(Integer.toString(random.nextInt(20_000) + 1_000, 26)).append(' ');
        }
        return words.toString();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
