package dev.difynative.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** Two processes of the packaged service share an import; one of them is killed in the midst of it. */
class ImportSurvivalIT {
    private static final Path FOLDER = Path.of("target", "import-survival").toAbsolutePath();
    private static final int DOCUMENTS = 8;
    private static final int BATCH = 32;
    private static final int WORKERS = 2;

    private static final ModelServer MODELS = ModelServer.start();
    private static EmbeddedPostgres postgres;
    private static EmbeddedPostgres.Running database;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.in(FOLDER.resolve("database-" + UUID.randomUUID())).throwAway();
        database = postgres.start();
    }

    @AfterAll
    static void end() {
        MODELS.close();
        postgres.stop();
    }

    @Test
    void theOtherProcessTakesOverAndNothingIsLostOrDoneTwice() throws Exception {
        try (ServiceProcess victim = instance()) {
            DemoWorkspace workspace = DemoWorkspace.create(victim, MODELS);
            MODELS.reset();
            MODELS.reply("/embeddings", ModelReply.USUAL.after(Duration.ofMillis(500)));
            String dataset = dataset(workspace.console(victim));
            upload(workspace.console(victim), dataset, 0);
            Eventually.isTrue("somebody has the first document", () -> !owners().isEmpty());
            String dead = owners().getFirst();
            try (ServiceProcess survivor = instance()) {
                for (int i = 1; i < DOCUMENTS; i++) {
                    upload(workspace.console(victim), dataset, i);
                }
                Eventually.isTrue("both are at work",
                        () -> owners().size() == 2 && indexedBy(dead) > 0);
                victim.kill();
                List<String> left = held(dead);
                assertFalse(left.isEmpty());
                // Once their leases have ended, and the survivor is done with what it is at.
                Eventually.isTrue(Duration.ofMinutes(5), "the documents of the dead have been taken over",
                        () -> held(dead).isEmpty());
                Eventually.isTrue(Duration.ofMinutes(5), "all are completed",
                        () -> number("SELECT count(*) FROM documents WHERE indexing_status = 'completed'") == DOCUMENTS);
                nothingIsLostOrDoneTwice();
                JsonNode found = workspace.console(survivor).post("/console/api/datasets/" + dataset + "/retrieve", """
                        {"query":"document 3 line 17","retrieval_model":{"search_method":"full_text_search","top_k":1}}""")
                        .expect(200).json().at("/records/0/segment/content");
                assertTrue(found.asText().contains("Document 3 line 17"), found.asText());
            }
        }
    }

    private static void nothingIsLostOrDoneTwice() {
        // No two lines are the same, so no two segments may be.
        assertEquals(0, number("SELECT count(*) - count(DISTINCT hash) FROM segments"));
        assertEquals(0, number("SELECT count(*) FROM segments WHERE status <> 'completed'"));
        assertEquals(0,
                number("SELECT count(*) FROM segments s WHERE NOT EXISTS (SELECT FROM index_entries e WHERE e.id = s.id)"));
        assertEquals(0, number("""
                SELECT count(*) FROM documents d WHERE d.completed_segments <> d.total_segments OR d.total_segments <> (
                    SELECT count(*) FROM segments s WHERE s.document_id = d.id)"""));
        assertEquals(0, number("""
                SELECT count(*) FROM documents d WHERE d.word_count > 2 + (
                    SELECT max(end_offset) FROM segments s WHERE s.document_id = d.id)"""));
        List<String> sent = new ArrayList<>();
        MODELS.asked().stream().filter(asked -> asked.path().endsWith("/embeddings"))
                .forEach(asked -> asked.json().get("input").forEach(text -> sent.add(text.asText())));
        long again = sent.size() - sent.stream().distinct().count();
        assertTrue(again <= (long) BATCH * WORKERS, again + " texts were embedded twice, more than were in flight");
        assertTrue(sent.size() - again >= number("SELECT count(*) FROM segments"), sent.size() + " texts were embedded");
    }

    private static ServiceProcess instance() throws IOException {
        return ServiceProcess.serve(Files.createDirectories(FOLDER.resolve("instance-" + UUID.randomUUID())),
                Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(), "QUARKUS_DATASOURCE_USERNAME", database.username(),
                        "QUARKUS_DATASOURCE_PASSWORD", database.password(), "DIFY_DATA_DIR", FOLDER.resolve("data").toString(),
                        "DIFY_INGEST_WORKERS", String.valueOf(WORKERS), "DIFY_INGEST_BATCH", String.valueOf(BATCH)));
    }

    private static String dataset(ServiceClient console) {
        return console.post("/console/api/datasets", """
                {"name":"Shared import","indexing_technique":"high_quality","permission":"only_me",
                 "embedding_model_provider":"openai","embedding_model":"text-embedding-3-small"}""").expect(201).json()
                .path("id").asText();
    }

    private static void upload(ServiceClient console, String dataset, int number) {
        String text = IntStream.rangeClosed(1, 1_500)
                .mapToObj(line -> "Document " + number + " line " + line + " says that hedgehogs sleep through the winter.")
                .collect(Collectors.joining("\n"));
        console.upload("/console/api/datasets/" + dataset + "/document/create_by_file", "document-" + number + ".txt",
                text.getBytes(StandardCharsets.UTF_8), Map.of("process_rule", """
                        {"mode":"custom","rules":{"segmentation":{"separator":"\\n","max_tokens":100}}}""")).expect(200);
    }

    private static List<String> owners() {
        return texts("SELECT DISTINCT lease_owner::text FROM documents WHERE lease_owner IS NOT NULL");
    }

    private static List<String> held(String owner) {
        return texts("SELECT id::text FROM documents WHERE lease_owner = '%s' AND indexing_status <> 'completed'"
                .formatted(owner));
    }

    private static long indexedBy(String owner) {
        return number("SELECT coalesce(sum(completed_segments), 0) FROM documents WHERE lease_owner = '%s'".formatted(owner));
    }

    private static long number(String sql) { return Long.parseLong(texts("SELECT (" + sql + ")::text").getFirst()); }

    private static List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
