package dev.difynative.knowledge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.files.NewUpload;
import dev.difynative.files.NewUpload.Uploader;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.knowledge.index.SegmentIndexer;
import dev.difynative.knowledge.settings.ChunkPreview;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.knowledge.settings.ProcessRules;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelType;
import dev.difynative.models.credentials.CustomModels;
import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class IngestTest {
    private static final String TEXT = IntStream.rangeClosed(1, 600)
            .mapToObj(line -> "Line " + line + " says that hedgehogs sleep through the winter.")
            .collect(Collectors.joining("\n"));

    private static final ModelReply LIMIT = ModelReply.of(429, "application/json",
            "{\"error\":{\"message\":\"Rate limit reached\"}}");

    @Inject UploadFiles files;
    @Inject CustomModels models;
    @Inject DefaultModels defaults;
    @Inject SegmentIndexer indexer;
    @Inject DatasetDirectory datasets;
    @Inject ChunkPreview preview;
    @Inject InstanceBus bus;

    private final UUID tenant = Rows.tenant();
    private ModelServer server;

    @BeforeEach
    void startModel() { server = ModelServer.start(); }

    @AfterEach
    void stopModel() { server.close(); }

    @Test
    void aTextIsReadSplitEmbeddedAndCompleted() {
        UUID document = document(dataset("text_model"), "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        awaitStatus(document, "completed");
        int segments = number("SELECT count(*) FROM segments WHERE document_id = ? AND status = 'completed'", document);
        assertTrue(segments > 10);
        assertEquals(segments, number("SELECT completed_segments FROM documents WHERE id = ?", document));
        assertEquals(segments, number("SELECT total_segments FROM documents WHERE id = ?", document));
        assertEquals(TEXT.length(), number("SELECT word_count FROM documents WHERE id = ?", document));
        assertEquals(segments, number("SELECT count(*) FROM embedding_cache WHERE tenant_id = ?", tenant));
        assertEquals("1", Rows.text("SELECT min(position)::text FROM segments WHERE document_id = ?", document));
        assertEquals(TEXT.substring(0, 20),
                Rows.text("SELECT substr(content, 1, 20) FROM segments WHERE document_id = ? AND start_offset = 0", document));
    }

    @Test
    void theSameTextIsEmbeddedOnce() {
        UUID dataset = dataset("text_model");
        byte[] content = TEXT.getBytes(StandardCharsets.UTF_8);
        awaitStatus(document(dataset, "one.txt", content, "text_model"), "completed");
        int asked = texts();
        awaitStatus(document(dataset, "two.txt", content, "text_model"), "completed");
        assertEquals(asked, texts());
    }

    @Test
    void aLimitOfTheProviderIsWaitedFor() {
        UUID dataset = dataset("text_model");
        server.reply("/embeddings", LIMIT);
        UUID document = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        Eventually.isTrue("waits", () -> number("SELECT waits FROM documents WHERE id = ?", document) > 0);
        assertEquals("indexing", status(document));
        server.reset();
        awaitStatus(document, "completed");
    }

    @Test
    void whatOtherRequestsBroughtBeforeALimitIsNotPaidForAgain() {
        UUID dataset = dataset("text_model");
        server.reply("/embeddings", ModelReply.USUAL, LIMIT);
        UUID document = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        Eventually.isTrue("waits", () -> number("SELECT waits FROM documents WHERE id = ?", document) > 0);
        int paid = number("SELECT count(*) FROM embedding_cache WHERE tenant_id = ?", tenant);
        assertTrue(paid > 0);
        server.reset();
        awaitStatus(document, "completed");
        assertEquals(number("SELECT count(*) FROM segments WHERE document_id = ?", document) - paid, texts());
    }

    @Test
    void theDocumentOfAProcessThatDiedIsTakenOver() {
        UUID dataset = dataset("text_model");
        UUID document = Ids.next();
        UUID dead = Ids.next();
        document(tenant, dataset, document, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model", dead);
        pause(1_500);
        assertEquals(dead.toString(), Rows.text("SELECT lease_owner FROM documents WHERE id = ?", document));
        Rows.insert("UPDATE documents SET lease_until = now() WHERE id = ?", document);
        awaitStatus(document, "completed");
    }

    @Test
    void aSmallImportIsNotStarvedByALargeOneOfAnotherWorkspace() {
        UUID large = dataset("text_model");
        server.reply("/embeddings", ModelReply.USUAL.after(Duration.ofMillis(400)));
        List<UUID> many = IntStream.range(0, 10).mapToObj(i -> document(large, i + ".txt",
                (TEXT + i).replace("Line", "Line " + i).getBytes(StandardCharsets.UTF_8), "text_model")).toList();
        UUID other = Rows.tenant();
        models.save(other, "openai_api_compatible", ModelType.TEXT_EMBEDDING, "embed",
                Map.of("api_key", "k", "endpoint_url", server.url() + "/v1"));
        UUID small = Ids.next();
        document(other, dataset(other, "text_model"), small, "small.txt", "Owls".getBytes(StandardCharsets.UTF_8), "text_model",
                null);
        awaitStatus(small, "completed");
        int first = number("""
                SELECT count(*) FROM documents d JOIN documents s ON s.id = ?
                WHERE d.dataset_id = '%s' AND d.completed_at BETWEEN s.queued_at AND s.completed_at""".formatted(large), small);
        assertTrue(first <= 6, first + " of 10 documents came first");
        many.forEach(id -> awaitStatus(id, "completed"));
    }

    @Test
    void anErrorIsKeptAndNothingIsStoredTwiceWhenTriedAgain() {
        UUID dataset = dataset("text_model");
        server.reply("/embeddings", ModelReply.of(400, "application/json", "{\"error\":{\"message\":\"No such model\"}}"));
        UUID document = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        awaitStatus(document, "error");
        assertTrue(Rows.text("SELECT error FROM documents WHERE id = ?", document).contains("No such model"));
        int segments = number("SELECT count(*) FROM segments WHERE document_id = ?", document);
        server.reset();
        Rows.insert("UPDATE documents SET indexing_status = 'indexing', error = NULL WHERE id = ?", document);
        awaitStatus(document, "completed");
        assertEquals(segments, number("SELECT count(*) FROM segments WHERE document_id = ?", document));
    }

    @Test
    void whatAnEarlierRunStoredIsGoneOnFrom() {
        UUID dataset = dataset("text_model");
        UUID first = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        awaitStatus(first, "completed");
        int segments = number("SELECT count(*) FROM segments WHERE document_id = ?", first);
        String kept = Rows.text("SELECT id FROM segments WHERE document_id = ? AND position = 3", first);
        Rows.insert("DELETE FROM segments WHERE document_id = ? AND position > 5", first);
        Rows.insert("UPDATE documents SET indexing_status = 'splitting', total_segments = 5, completed_segments = 5 WHERE id = ?",
                first);
        awaitStatus(first, "completed");
        assertEquals(segments, number("SELECT count(*) FROM segments WHERE document_id = ?", first));
        assertEquals(segments, number("SELECT completed_segments FROM documents WHERE id = ?", first));
        assertEquals(kept, Rows.text("SELECT id FROM segments WHERE document_id = ? AND position = 3", first));
    }

    @Test
    void segmentsOfAnotherSplitAreReplaced() {
        UUID dataset = dataset("text_model");
        UUID document = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        awaitStatus(document, "completed");
        int segments = number("SELECT count(*) FROM segments WHERE document_id = ?", document);
        Rows.insert("UPDATE segments SET hash = 'other' WHERE document_id = ?", document);
        Rows.insert("UPDATE documents SET indexing_status = 'splitting', completed_segments = 0 WHERE id = ?", document);
        awaitStatus(document, "completed");
        assertEquals(segments, number("SELECT count(*) FROM segments WHERE document_id = ?", document));
        assertEquals(0, number("SELECT count(*) FROM segments WHERE document_id = ? AND hash = 'other'", document));
    }

    @Test
    void aPausedDocumentWaitsUntilItIsResumed() {
        UUID dataset = dataset("text_model");
        server.reply("/embeddings", LIMIT);
        UUID document = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        Eventually.isTrue("waits", () -> number("SELECT waits FROM documents WHERE id = ?", document) > 0);
        Rows.insert("UPDATE documents SET paused = true, generation = generation + 1, not_before = NULL, lease_owner = NULL, "
                + "lease_until = NULL WHERE id = ?", document);
        server.reset();
        bus.publish("documents-queued", "x");
        pause(2_500);
        assertEquals("indexing", status(document));
        Rows.insert("UPDATE documents SET paused = false WHERE id = ?", document);
        awaitStatus(document, "completed");
    }

    @Test
    void aWronglyNamedFileIsAnErrorThatSaysBothKinds() {
        UUID document = document(dataset("text_model"), "report.pdf", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        awaitStatus(document, "error");
        assertEquals("The file 'report.pdf' is named as PDF but contains plain text",
                Rows.text("SELECT error FROM documents WHERE id = ?", document));
    }

    @Test
    void childrenAreEmbeddedInPlaceOfTheirParents() {
        UUID document = document(dataset("hierarchical_model"), "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8),
                "hierarchical_model");
        awaitStatus(document, "completed");
        int children = number("SELECT count(*) FROM child_chunks WHERE document_id = ?", document);
        assertTrue(children > number("SELECT count(*) FROM segments WHERE document_id = ?", document));
        assertEquals(children, number("SELECT count(*) FROM embedding_cache WHERE tenant_id = ?", tenant));
    }

    @Test
    void aModelAsksWhatATextAnswers() {
        UUID dataset = dataset("qa_model");
        models.save(tenant, "openai_api_compatible", ModelType.LLM, "writer",
                Map.of("api_key", "k", "endpoint_url", server.url() + "/v1", "mode", "chat"));
        defaults.choose(tenant, ModelType.LLM, "openai_api_compatible", "writer");
        server.reply("/chat/completions", ModelReply.whole("""
                Q1: When do hedgehogs sleep?
                A1: Through the winter.

                Q2: 它们在哪里冬眠？
                A2: 在落叶堆里。"""));
        UUID document = document(dataset, "hedgehogs.txt", "Hedgehogs sleep through the winter.".getBytes(StandardCharsets.UTF_8),
                "qa_model");
        awaitStatus(document, "completed");
        assertEquals("When do hedgehogs sleep?=Through the winter.|它们在哪里冬眠？=在落叶堆里。", Rows.text(
                "SELECT string_agg(content || '=' || answer, '|' ORDER BY position) FROM segments WHERE document_id = ?",
                document));
        assertTrue(server.asked().stream().anyMatch(asked -> asked.path().endsWith("/embeddings")
                && asked.body().contains("When do hedgehogs sleep?") && !asked.body().contains("Through the winter")));
    }

    @Test
    void anEditedSegmentIsEmbeddedAnew() {
        UUID dataset = dataset("text_model");
        UUID document = document(dataset, "hedgehogs.txt", TEXT.getBytes(StandardCharsets.UTF_8), "text_model");
        awaitStatus(document, "completed");
        int asked = texts();
        UUID segment = UUID.fromString(Rows.text("SELECT id FROM segments WHERE document_id = ? AND position = 2", document));
        Rows.insert("UPDATE segments SET content = 'Owls hunt at night', status = 'waiting' WHERE id = ?", segment);
        indexer.index(datasets.get(tenant, dataset), List.of(segment));
        assertEquals("completed", Rows.text("SELECT status FROM segments WHERE id = ?", segment));
        assertEquals(asked + 1, texts());
    }

    @Test
    void aPreviewStoresNothing() {
        ChunkPreview.Estimate estimate = preview.estimate(new ChunkPreview.Request(tenant, List.of(), List.of(TEXT),
                ProcessRule.AUTOMATIC, DocForm.TEXT_MODEL, "English", 3));
        assertEquals(3, estimate.preview().size());
        assertTrue(estimate.totalSegments() > 10);
        assertEquals(0, number("SELECT count(*) FROM segments WHERE tenant_id = ?", tenant));
    }

    private UUID dataset(String form) {
        models.save(tenant, "openai_api_compatible", ModelType.TEXT_EMBEDDING, "embed",
                Map.of("api_key", "k", "endpoint_url", server.url() + "/v1"));
        server.reset();
        return dataset(tenant, form);
    }

    private static UUID dataset(UUID tenant, String form) {
        UUID id = Ids.next();
        Rows.insert("""
                INSERT INTO datasets (id, tenant_id, name, description, provider, permission, indexing_technique, doc_form,
                    embedding_model_provider, embedding_model, created_at, updated_at)
                VALUES (?, ?, ?, '', 'vendor', 'all_team_members', 'high_quality', ?, 'openai_api_compatible', 'embed', now(),
                    now())""", id, tenant, "Dataset " + id, form);
        return id;
    }

    private UUID document(UUID dataset, String name, byte[] content, String form) {
        UUID id = Ids.next();
        document(tenant, dataset, id, name, content, form, null);
        return id;
    }

    /** Held for three seconds by this process; null for none. */
    private void document(UUID tenant, UUID dataset, UUID id, String name, byte[] content, String form, UUID holder) {
        UUID file = files.store(new NewUpload(tenant, null, Uploader.account(null), name, "application/octet-stream"),
                new ByteArrayInputStream(content)).id();
        String rule = form.equals("hierarchical_model")
                ? """
                {"mode":"hierarchical","rules":{"pre_processing_rules":[],"segmentation":{"separator":"\\n\\n","max_tokens":500},
                "parent_mode":"paragraph","subchunk_segmentation":{"separator":"\\n","max_tokens":50}}}"""
                : ProcessRules.AUTOMATIC_JSON;
        Rows.insert("""
                INSERT INTO documents (id, tenant_id, dataset_id, position, name, data_source_type, data_source_info, doc_form,
                    doc_language, process_rule_id, process_rule, batch, created_from, created_at, updated_at, indexing_status,
                    queued_at, upload_file_id, lease_owner, lease_until)
                VALUES (?, ?, ?, 1, ?, 'upload_file', '{}', ?, 'English', ?, ?, 'b', 'api', now(), now(),
                    'queuing', now(), ?, ?, CASE WHEN ?::uuid IS NOT NULL THEN now() + interval '1 hour' END)""", id, tenant,
                dataset, name, form, Ids.next(), rule, file, holder, holder);
        bus.publish("documents-queued", tenant.toString());
    }

    /** How many texts the model was asked to embed. */
    private int texts() {
        return server.asked().stream().filter(asked -> asked.path().endsWith("/embeddings"))
                .mapToInt(asked -> asked.json().get("input").size()).sum();
    }

    private static void awaitStatus(UUID document, String wanted) {
        Eventually.isTrue(wanted, () -> {
            String status = status(document);
            assertTrue(status.equals(wanted) || !status.equals("error"),
                    () -> Rows.text("SELECT error FROM documents WHERE id = ?", document));
            return status.equals(wanted);
        });
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    private static String status(UUID document) {
        return Rows.text("SELECT indexing_status FROM documents WHERE id = ?", document);
    }

    private static int number(String sql, Object... values) { return Integer.parseInt(Rows.text(sql, values)); }
}
