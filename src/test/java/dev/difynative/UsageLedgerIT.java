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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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
            Eventually.isTrue(Duration.ofMinutes(5), "answers come", () -> answered.get() > 40);
            doomed.kill();
            for (Thread caller : callers) {
                caller.join();
            }
            try (ServiceProcess successor = instance(database)) {
                Eventually.isTrue(Duration.ofMinutes(5), "nothing is open", () -> sums(database)[2].equals("0"));
                String[] sums = sums(database);
                assertEquals(sums[0], sums[1]);
                assertTrue(Integer.parseInt(sums[0].split("/")[0]) >= answered.get(), "what was answered is stored");
                assertTrue(successor.isAlive());
            }
        } finally {
            postgres.stop();
        }
    }

    /** What came of a model's work is charged; what is charged was asked of a model. */
    @Test
    void whatModelsDoBesideAnswersIsInTheLedgerAfterAKill() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.in(FOLDER.resolve("database-" + UUID.randomUUID())).throwAway();
        EmbeddedPostgres.Running database = postgres.start();
        try (ModelServer models = ModelServer.start(); ServiceProcess doomed = instance(database)) {
            models.replyTo("a title of at most ten words", ModelReply.whole("Hedgehogs in winter"));
            models.reply("/chat/completions", ModelReply.saying("They ", "sleep."));
            models.reply("/audio/speech", ModelReply.of(200, "audio/mpeg", "ID3-sound"));
            models.reply("/audio/transcriptions", ModelReply.of(200, "application/json", "{\"text\":\"Good morning\"}"));
            models.reply("/rerank", ModelReply.of(200, "application/json",
                    "{\"results\":[{\"index\":0,\"relevance_score\":0.9}],\"usage\":{\"total_tokens\":21}}"));
            SideCallers callers = SideCallers.of(doomed, models);
            Eventually.isTrue(Duration.ofMinutes(5), "answers of every kind come", callers::haveAllHeard);
            doomed.kill();
            callers.join();
            try (ServiceProcess successor = instance(database)) {
                Eventually.isTrue(Duration.ofMinutes(5), "nothing is open", () -> sums(database)[2].equals("0"));
                assertTrue(successor.isAlive());
                Map<String, Long> asked = callers.asked();
                assertCharged("spoken", callers.heard("spoken"), charged(database, "openai/tts-1", "tokens_in") / 2, asked);
                assertCharged("written down", callers.heard("written down"),
                        charged(database, "openai/whisper-1", "tokens_out") / 2, asked);
                assertCharged("ranked", callers.heard("found"),
                        charged(database, "openai_api_compatible/judge", "tokens_in") / 21,
                        asked);
                // One more for the document.
                assertCharged("embedded", callers.heard("found") + 1,
                        charged(database, "openai/text-embedding-3-small", "tokens_in"), asked);
                long answers = number(database, "select coalesce(sum(prompt_tokens), 0) from messages");
                assertCharged("named", number(database, "select count(*) from conversations where name = 'Hedgehogs in winter'"),
                        (charged(database, "openai/gpt-4o-mini", "tokens_in") - answers) / 7, asked);
                assertEquals(0, number(database, """
                        select count(*) from (select day, app_id, model, currency, sum(tokens_in) i, sum(tokens_out) o
                            from usage_daily group by 1, 2, 3, 4) a
                        full join usage_daily_by_app b using (day, app_id, model, currency)
                        where (i, o) is distinct from (b.tokens_in, b.tokens_out)"""), "both sums are the same");
            }
        } finally {
            postgres.stop();
        }
    }

    private static void assertCharged(String what, long heard, long charged, Map<String, Long> asked) {
        assertTrue(heard <= charged, what + ": " + heard + " were heard of, " + charged + " charged");
        assertTrue(charged <= asked.get(what), what + ": " + charged + " were charged, " + asked.get(what) + " asked for");
    }

    private static long charged(EmbeddedPostgres.Running database, String model, String tokens) { return number(database, """
                select coalesce(sum(%1$s), 0) from (select model, %1$s from usage_entries
                    union all select model, %1$s from usage_daily) l where model = '%2$s'""".formatted(tokens, model)); }

    private static long number(EmbeddedPostgres.Running database, String sql) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Clients that have models speak, listen, search, rank and name until nobody answers any more. */
    private record SideCallers(ModelServer models, Map<String, AtomicInteger> heard, List<Thread> threads) {
        private static final String RETRIEVE = """
                {"query":"hedgehogs %d","retrieval_model":{"search_method":"semantic_search","top_k":2,"reranking_enable":true,
                "reranking_model":{"reranking_provider_name":"openai_api_compatible","reranking_model_name":"judge"}}}""";

        static SideCallers of(ServiceProcess service, ModelServer models) {
            DemoWorkspace workspace = DemoWorkspace.create(service, models);
            ServiceClient console = workspace.console(service);
            ChatApp app = workspace.chatApp("Charged");
            console.post("/console/api/apps/" + app.id() + "/model-config", """
                    {"model":{"provider":"openai","name":"gpt-4o-mini","mode":"chat","completion_params":{}},
                    "text_to_speech":{"enabled":true},"speech_to_text":{"enabled":true}}""").expect(200);
            String retrieve = "/console/api/datasets/" + dataset(console, models) + "/retrieve";
            ServiceClient client = new ServiceClient(service.url()).as(app.key());
            SideCallers callers = new SideCallers(models, new ConcurrentHashMap<>(), new ArrayList<>());
            AtomicInteger question = new AtomicInteger();
            for (int each = 0; each < 3; each++) {
                callers.repeat("spoken", () -> client.post("/v1/text-to-audio", "{\"text\":\"Good morning\",\"user\":\"ann\"}"));
                callers.repeat("written down", () -> client.upload("/v1/audio-to-text", "note.mp3", "audio/mp3",
                        new byte[]{1, 2, 3}, Map.of("user", "bob")));
                callers.repeat("found", () -> console.post(retrieve, RETRIEVE.formatted(question.incrementAndGet())));
                callers.repeat("named", () -> client.post("/v1/chat-messages",
                        "{\"query\":\"When do hedgehogs sleep?\",\"response_mode\":\"blocking\",\"user\":\"ann\"}"));
            }
            return callers;
        }

        private static String dataset(ServiceClient console, ModelServer models) {
            console.post("/console/api/workspaces/current/model-providers/openai_api_compatible/models/credentials", """
                    {"model":"judge","model_type":"rerank","credentials":{"endpoint_url":"%s/v1","api_key":"sk-test"}}"""
                    .formatted(models.url())).expect(201);
            console.post("/console/api/workspaces/current/default-model", """
                    {"model_settings":[{"model_type":"text-embedding","provider":"openai","model":"text-embedding-3-small"}]}""")
                    .expect(200);
            String dataset = console
                    .post("/console/api/datasets", "{\"name\":\"Animals\",\"indexing_technique\":\"high_quality\"}")
                    .expect(201).json().path("id").asText();
            String document = console.post("/console/api/datasets/" + dataset + "/document/create_by_text", """
                    {"name":"Hedgehogs","text":"Hedgehogs sleep.","indexing_technique":"high_quality"}""").expect(200).json()
                    .at("/document/id").asText();
            Eventually.isTrue("the document is indexed", () -> console
                    .get("/console/api/datasets/" + dataset + "/documents/" + document + "/indexing-status").json()
                    .path("indexing_status").asText().equals("completed"));
            return dataset;
        }

        private void repeat(String kind, Supplier<ServiceClient.Answer> call) {
            AtomicInteger count = heard.computeIfAbsent(kind, unused -> new AtomicInteger());
            threads.add(Thread.startVirtualThread(() -> {
                while (call.get().status() == 200) {
                    count.incrementAndGet();
                }
            }));
        }

        boolean haveAllHeard() { return heard.values().stream().allMatch(count -> count.get() > 20) && asked().get("named") > 5; }

        int heard(String kind) { return heard.get(kind).get(); }

        void join() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
        }

        Map<String, Long> asked() {
            List<ModelServer.Asked> asked = models.asked();
            Map<String, String> paths = Map.of("spoken", "/audio/speech", "written down", "/audio/transcriptions", "ranked",
                    "/rerank", "embedded", "/embeddings");
            Map<String, Long> counts = new HashMap<>();
            paths.forEach((kind, path) -> counts.put(kind, asked.stream().filter(each -> each.path().endsWith(path)).count()));
            counts.put("named", asked.stream().filter(each -> each.body().contains("a title of at most ten words")).count());
            return counts;
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
