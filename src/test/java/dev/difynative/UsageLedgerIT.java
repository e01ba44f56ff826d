package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.DemoWorkspace.ChatApp;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** What is in the ledger is what is in the messages, whenever the process dies. */
class UsageLedgerIT {
    private static final Path FOLDER = Path.of("target", "usage-ledger").toAbsolutePath();
    private static final String SUMS = """
            select (select count(*) || '/' || sum(prompt_tokens) || '/' || sum(answer_tokens) || '/' || sum(total_price)
                    from messages where status <> 'running') as messages,
                (select sum(requests) || '/' || sum(tokens_in) || '/' || sum(tokens_out) || '/' || sum(price)
                    from (select requests, tokens_in, tokens_out, price from usage_entries
                          union all select requests, tokens_in, tokens_out, price from usage_daily) l) as ledger,
                (select count(*) from messages where status = 'running') as open""";

    @Test
    void theLedgerIsExactAfterAKill() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.in(FOLDER.resolve("database-" + UUID.randomUUID())).throwAway();
        EmbeddedPostgres.Running database = postgres.start();
        try (ModelServer models = ModelServer.start(); ServiceProcess doomed = instance(database)) {
            models.reply("/chat/completions", ModelReply.saying("one ", "two ", "three ").every(Duration.ofMillis(60)));
            ChatApp app = DemoWorkspace.create(doomed, models).chatApp("Charged");
            AtomicInteger answered = new AtomicInteger();
            List<Thread> callers = callers(doomed, app, answered);
            Eventually.isTrue(Duration.ofSeconds(60), "answers come", () -> answered.get() > 40);
            doomed.kill();
            for (Thread caller : callers) {
                caller.join();
            }
            try (ServiceProcess successor = instance(database)) {
                Eventually.isTrue(Duration.ofMinutes(2), "nothing is open", () -> sums(database)[2].equals("0"));
                String[] sums = sums(database);
                assertEquals(sums[0], sums[1]);
                assertTrue(Integer.parseInt(sums[0].split("/")[0]) >= answered.get(), "what was answered is stored");
                assertTrue(successor.isAlive());
            }
        } finally {
            postgres.stop();
        }
    }

    private static List<Thread> callers(ServiceProcess service, ChatApp app, AtomicInteger answered) {
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 16; caller++) {
            String body = "{\"query\":\"Hello\",\"response_mode\":\"blocking\",\"user\":\"user-" + caller % 4 + "\"}";
            callers.add(Thread.startVirtualThread(() -> {
                ServiceClient client = new ServiceClient(service.url()).as(app.key());
                while (client.post("/v1/chat-messages", body).status() == 200) {
                    answered.incrementAndGet();
                }
            }));
        }
        return callers;
    }

    private static ServiceProcess instance(EmbeddedPostgres.Running database) throws java.io.IOException {
        Path folder = FOLDER.resolve("instance-" + UUID.randomUUID());
        Files.createDirectories(folder);
        return ServiceProcess.serve(folder, Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(), "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "DIFY_DATA_DIR", FOLDER.resolve("data").toString(), "DIFY_CHAT_ABANDONED_CHECK", "1s",
                "DIFY_BILLING_ROLL_UP", "1s"));
    }

    private static String[] sums(EmbeddedPostgres.Running database) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SUMS)) {
            row.next();
            return new String[]{row.getString(1), row.getString(2), row.getString(3)};
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
