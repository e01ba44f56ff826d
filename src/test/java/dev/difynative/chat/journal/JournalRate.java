package dev.difynative.chat.journal;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.platform.database.OpenConnections;
import dev.difynative.platform.database.SchemaMigration;
import dev.difynative.platform.persistence.Ids;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

/**
 * Measures how many rows a second the journal stores, beside a transaction per answer; 64 answers at a time, each waiting for
 * its commit. Not among the tests: {@code ./mvnw test -Dtest=JournalRate} runs it and prints its figures.
 */
class JournalRate {
    private static final int AT_ONCE = 64;
    private static final int ROWS_PER_ANSWER = 2;
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(3);

    @TempDir Path folder;

    /** Stores one answer and comes back when it is committed. */
    private interface Store {
        void write(JournalEntry entry) throws SQLException;
    }

    @Test
    void measure() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.in(Files.createDirectory(folder.resolve("data")))
                .withProgramsIn(Path.of("target", "test-postgres"));
        EmbeddedPostgres.Running running = postgres.start();
        try (AgroalDataSource database = pool(running)) {
            new SchemaMigration(database).migrate();
            UUID app = app(database);
            Journal journal = new Journal(database, new DatabasePulse(database, new OpenConnections()));
            Store grouped = entry -> journal.write(entry).join();
            Store single = entry -> inItsOwnTransaction(database, entry);
            for (int round = 0; round <= ROUNDS; round++) {
                String name = round == 0 ? "warming up" : "round " + round;
                System.out.printf("%s: journal %d rows/s, a transaction per answer %d rows/s%n", name,
                        rate(grouped, app), rate(single, app));
            }
            journal.stop();
        } finally {
            postgres.stop();
        }
    }

    private static long rate(Store store, UUID app) throws InterruptedException {
        LongAdder stored = new LongAdder();
        long end = System.nanoTime() + ROUND.toNanos();
        try (ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                answers.submit(() -> {
                    while (System.nanoTime() < end) {
                        store.write(answer(app));
                        stored.add(ROWS_PER_ANSWER);
                    }
                    return null;
                });
            }
        }
        return stored.sum() / ROUND.toSeconds();
    }

    private static void inItsOwnTransaction(AgroalDataSource database, JournalEntry entry) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (JournalStatements statements = new JournalStatements(connection)) {
                statements.add(entry);
                statements.execute();
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static JournalEntry answer(UUID app) {
        Instant now = Instant.now();
        MessageRow.Sender sender = new MessageRow.Sender(app, app, null, null, "api");
        ConversationRow conversation = new ConversationRow(Ids.next(), sender, "A question", "{}", "", now);
        MessageRow message = new MessageRow(Ids.next(), conversation.id(), null, sender, "{}", "A question of usual length?",
                "openai", "gpt-4o-mini", List.of(), now);
        return new JournalEntry.Whole(conversation, message, new MessageRow.Outcome("word ".repeat(50), "normal", null, 20,
                50, BigDecimal.ZERO, "USD", 0.1, "{}", now), true);
    }

    /** A workspace and an app of the same id. */
    private static UUID app(AgroalDataSource database) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO tenants (id, name, plan, status, created_at) VALUES ('%1$s', 'T', 'enterprise', 'normal', now());
                    INSERT INTO apps (id, tenant_id, name, mode, description, icon_type, icon, icon_background,
                        use_icon_as_answer_icon, enable_site, enable_api, api_rpm, api_rph, max_active_requests, is_demo,
                        created_at, updated_at)
                    VALUES ('%1$s', '%1$s', 'A', 'chat', '', 'emoji', 'x', '#FFEAD5', false, true, true, 0, 0, 0, false, now(),
                        now())""".formatted(id));
        }
        return id;
    }

    private static AgroalDataSource pool(EmbeddedPostgres.Running running) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool
                .maxSize(16).acquisitionTimeout(Duration.ofSeconds(30)).connectionFactoryConfiguration(connection -> connection
                        .jdbcUrl(running.jdbcUrl()).principal(new NamePrincipal(running.username()))
                        .credential(new SimplePassword(running.password()))
                        .jdbcProperty("reWriteBatchedInserts", "true"))));
    }
}
