package admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

import org.postgresql.PGConnection;

import dev.difynative.chat.journal.TextMarks;

/** Fills a workspace: apps of one age after the other, a hundred of which have all the messages, ten thousand each. */
final class Rows {
    private static final int APPS_WITH_MESSAGES = 100;
    private static final int MESSAGES_PER_CONVERSATION = 5;

    private Rows() {}

    /** The marks that the service would store with the texts below, as rows of a table that the messages are joined with. */
    private static final class Marks extends InputStream {
        private final int messages;
        private int number;
        private byte[] row = {};
        private int position;

        Marks(int messages) { this.messages = messages; }

        static void copy(Connection connection, int messages) throws SQLException, IOException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMP TABLE marks (i integer PRIMARY KEY, marks bytea)");
            }
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY marks FROM STDIN", new Marks(messages), 1 << 16);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position == row.length) {
                if (number == messages) {
                    return -1;
                }
                row = row(++number).getBytes(StandardCharsets.US_ASCII);
                position = 0;
            }
            int count = Math.min(length, row.length - position);
            System.arraycopy(row, position, into, offset, count);
            position += count;
            return count;
        }

        private static String row(int number) throws IOException {
            byte[] marks = TextMarks.of("What is said of " + md5(number) + "?",
                    ("It is said that " + md5(number * 7L) + " comes first. ").repeat(4));
            return number + "\t\\\\x" + HexFormat.of().formatHex(marks) + "\n";
        }

        private static String md5(long number) throws IOException {
            try {
                return HexFormat.of().formatHex(
                        MessageDigest.getInstance("MD5").digest(Long.toString(number).getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException missing) {
                throw new IOException(missing);
            }
        }
    }

    static void fill(Connection connection, int apps, int messages) throws Exception {
        Marks.copy(connection, messages);
        int conversations = messages / MESSAGES_PER_CONVERSATION;
        String[] statements = {
                "CREATE TEMP TABLE t AS SELECT id FROM tenants LIMIT 1",
                """
                INSERT INTO apps (id, tenant_id, name, mode, description, icon_type, icon, icon_background, use_icon_as_answer_icon,
                    enable_site, enable_api, api_rpm, api_rph, max_active_requests, is_demo, created_at, updated_at)
                SELECT md5('app' || i)::uuid, t.id, 'App ' || i || ' ' || substr(md5(i::text), 1, 8), 'chat', 'A description', 'emoji',
                    '🤖', '#FFEAD5', false, true, true, 0, 0, 0, false, now() - i * interval '1 minute', now()
                FROM t, generate_series(1, %d) i""".formatted(apps),
                """
                INSERT INTO app_model_configs (id, app_id, config, created_at)
                SELECT md5('config' || i)::uuid, md5('app' || i)::uuid,
                    '{"model":{"provider":"builtin","name":"builtin-extractive","mode":"chat","completion_params":{}}}', now()
                FROM generate_series(1, %d) i""".formatted(apps),
                "UPDATE apps a SET model_config_id = c.id FROM app_model_configs c WHERE c.app_id = a.id AND a.model_config_id IS NULL",
                """
                INSERT INTO sites (app_id, code, title, default_language, chat_color_theme_inverted, show_workflow_steps,
                    use_icon_as_answer_icon)
                SELECT md5('app' || i)::uuid, substr(md5('site' || i), 1, 16), 'App', 'en-US', false, true, false
                FROM generate_series(1, %d) i""".formatted(apps),
                """
                INSERT INTO end_users (id, tenant_id, app_id, type, session_id, is_anonymous, created_at)
                SELECT md5('user' || i)::uuid, t.id, md5('app' || i)::uuid, 'service_api', 'user-' || i, false, now()
                FROM t, generate_series(1, %d) i""".formatted(APPS_WITH_MESSAGES),
                """
                INSERT INTO conversations (id, tenant_id, app_id, end_user_id, from_source, name, inputs, status, created_at, updated_at)
                SELECT md5('conversation' || i)::uuid, t.id, md5('app' || (i %% %1$d + 1))::uuid, md5('user' || (i %% %1$d + 1))::uuid,
                    'api', 'Conversation ' || i, '{}', 'normal', now() - i * interval '2 second', now() - i * interval '2 second'
                FROM t, generate_series(1, %2$d) i""".formatted(APPS_WITH_MESSAGES, conversations),
                """
                INSERT INTO messages (id, tenant_id, app_id, conversation_id, end_user_id, from_source, inputs, query, answer, status,
                    model_provider, model_id, prompt_tokens, answer_tokens, created_at, updated_at, text_marks)
                SELECT md5('message' || n.i)::uuid, t.id, md5('app' || (c.number %% %1$d + 1))::uuid, md5('conversation' || c.number)::uuid,
                    md5('user' || (c.number %% %1$d + 1))::uuid, 'api', '{}', 'What is said of ' || md5(n.i::text) || '?',
                    repeat('It is said that ' || md5((n.i * 7)::text) || ' comes first. ', 4), 'normal', 'builtin', 'builtin-extractive',
                    20, 50, now() - n.i * interval '400 millisecond', now(), n.marks
                FROM t, marks n, LATERAL (SELECT (n.i - 1) / %2$d + 1 AS number) c ORDER BY n.i"""
                        .formatted(APPS_WITH_MESSAGES, MESSAGES_PER_CONVERSATION),
                """
                INSERT INTO usage_daily (tenant_id, day, app_id, model, end_user, currency, requests, tokens_in, tokens_out, price)
                SELECT t.id, current_date - d, md5('app' || i)::uuid, 'builtin/builtin-extractive', 'user-' || i, 'USD', 100, 2000, 5000, 0
                FROM t, generate_series(1, %d) i, generate_series(0, 29) d""".formatted(APPS_WITH_MESSAGES),
                """
                INSERT INTO usage_daily_by_app (tenant_id, day, app_id, model, currency, requests, tokens_in, tokens_out, price)
                SELECT tenant_id, day, app_id, model, currency, sum(requests), sum(tokens_in), sum(tokens_out), sum(price)
                FROM usage_daily GROUP BY 1, 2, 3, 4, 5""",
                "VACUUM (ANALYZE) apps", "VACUUM (ANALYZE) app_model_configs", "VACUUM (ANALYZE) sites",
                "VACUUM (ANALYZE) conversations", "VACUUM (ANALYZE) messages", "VACUUM (ANALYZE) end_users",
                "VACUUM (ANALYZE) usage_daily", "VACUUM (ANALYZE) usage_daily_by_app"};
        for (String sql : statements) {
            long begin = System.nanoTime();
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            System.err.printf("%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, sql.lines().findFirst().orElse(""));
        }
    }
}
