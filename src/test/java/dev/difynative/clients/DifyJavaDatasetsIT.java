package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Eventually;
import io.github.imfangs.dify.client.DifyClientFactory;
import io.github.imfangs.dify.client.DifyDatasetsClient;
import io.github.imfangs.dify.client.exception.DifyApiException;
import io.github.imfangs.dify.client.model.datasets.CreateDatasetRequest;
import io.github.imfangs.dify.client.model.datasets.CreateDocumentByFileRequest;
import io.github.imfangs.dify.client.model.datasets.CreateDocumentByTextRequest;
import io.github.imfangs.dify.client.model.datasets.CreateMetadataRequest;
import io.github.imfangs.dify.client.model.datasets.CreateSegmentsRequest;
import io.github.imfangs.dify.client.model.datasets.CreateTagRequest;
import io.github.imfangs.dify.client.model.datasets.DatasetResponse;
import io.github.imfangs.dify.client.model.datasets.DeleteTagRequest;
import io.github.imfangs.dify.client.model.datasets.DocumentResponse;
import io.github.imfangs.dify.client.model.datasets.OperationData;
import io.github.imfangs.dify.client.model.datasets.ProcessRule;
import io.github.imfangs.dify.client.model.datasets.RetrievalModel;
import io.github.imfangs.dify.client.model.datasets.RetrieveRequest;
import io.github.imfangs.dify.client.model.datasets.SaveChildChunkRequest;
import io.github.imfangs.dify.client.model.datasets.TagBindRequest;
import io.github.imfangs.dify.client.model.datasets.TagUnbindRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateDatasetRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateDocumentByFileRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateDocumentByTextRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateDocumentStatusRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateMetadataRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateSegmentRequest;
import io.github.imfangs.dify.client.model.datasets.UpdateTagRequest;

/** Each method of dify-java-client for knowledge, as it is published, with documents that are really indexed. */
@ExtendWith(Served.Resolver.class)
class DifyJavaDatasetsIT {
    private static final String HIGH_QUALITY = "high_quality";
    private static final String MODEL = "text-embedding-3-small";

    private static final Called CALLED = new Called();

    @TempDir Path folder;

    @BeforeEach
    void count() { CALLED.testBegins(); }

    @AfterAll
    static void eachMethodWasCalled() { CALLED.assertNoneForgotten(DifyJavaDatasetsIT.class, true, "/v1", "/api"); }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void datasetsAreMadeFoundChangedAndDeleted(String base, Served served) throws IOException, DifyApiException {
        DifyDatasetsClient client = client(base, served);
        DatasetResponse dataset = dataset(client);
        assertEquals(dataset.getId(), client.getDataset(dataset.getId()).getId());
        assertTrue(client.getDatasets(1, 100).getData().stream().anyMatch(each -> each.getId().equals(dataset.getId())));
        assertEquals(1, client.getDatasets(dataset.getName(), 1, 20).getTotal());
        assertEquals(1, client.getDatasets(dataset.getName(), List.of(), 1, 20, true).getTotal());
        UpdateDatasetRequest change = new UpdateDatasetRequest();
        change.setName(dataset.getName() + " 2");
        change.setPermission("all_team_members");
        change.setRetrievalModel(retrievalModel());
        DatasetResponse changed = client.updateDataset(dataset.getId(), change);
        assertEquals(dataset.getName() + " 2", changed.getName());
        assertEquals("semantic_search", changed.getRetrievalModelDict().getSearchMethod());
        assertEquals(3, changed.getRetrievalModelDict().getTopK());
        assertEquals("success", client.deleteDataset(dataset.getId()).getResult());
        DifyApiException gone = assertThrows(DifyApiException.class, () -> client.getDataset(dataset.getId()));
        assertEquals("not_found", gone.getErrorCode());
        assertEquals(404, gone.getStatusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    @SuppressWarnings("deprecation") // The client's own word for a call that it still makes.
    void documentsAreBroughtInChangedAndDeleted(String base, Served served) throws IOException, DifyApiException {
        DifyDatasetsClient client = client(base, served);
        String dataset = dataset(client).getId();
        DocumentResponse text = text(client, dataset, "Tea", "Tea is made of leaves.");
        Path file = Files.writeString(folder.resolve("coffee.txt"), "Coffee is made of beans.");
        DocumentResponse coffee = client.createDocumentByFile(dataset, byFile("text_model"), file.toFile());
        indexed(client, dataset, coffee.getBatch());
        indexed(client, dataset, client.createDocumentByFile(dataset, byFile("text_model"),
                new ByteArrayInputStream("Milk".getBytes(StandardCharsets.UTF_8)), "milk.txt").getBatch());
        String document = text.getDocument().getId();
        indexed(client, dataset, client.updateDocumentByText(dataset, document,
                UpdateDocumentByTextRequest.builder().name("Tea").text("Tea is made of green leaves.").build()).getBatch());
        UpdateDocumentByFileRequest replace = new UpdateDocumentByFileRequest();
        replace.setName("coffee.txt");
        indexed(client, dataset,
                client.updateDocumentByFile(dataset, coffee.getDocument().getId(), replace, file.toFile()).getBatch());

        assertEquals(3, client.getDocuments(dataset, null, 1, 20).getTotal());
        assertEquals("Tea", client.getDocuments(dataset, "Tea", 1, 20).getData().getFirst().getName());
        var detail = client.getDocumentDetail(dataset, document, "all");
        assertEquals("available", detail.getDisplayStatus());
        assertEquals(1, detail.getSegmentCount());
        assertNotNull(detail.getDatasetProcessRule().getMode());
        assertEquals(document, client.getDocumentDetail(dataset, document, "only").getId());
        UpdateDocumentStatusRequest both = new UpdateDocumentStatusRequest();
        both.setDocumentIds(List.of(document, coffee.getDocument().getId()));
        for (String action : List.of("disable", "enable", "archive", "un_archive")) {
            assertEquals("success", client.updateDocumentStatus(dataset, action, both).getResult());
        }
        var upload = client.getUploadFile(dataset, coffee.getDocument().getId());
        assertEquals("coffee.txt", upload.getName());
        assertTrue(upload.getDownloadUrl().startsWith("http"), upload.getDownloadUrl());
        client.deleteDocument(dataset, document);
        assertEquals(2, client.getDocuments(dataset, null, 1, 20).getTotal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void segmentsAreAddedChangedFoundAndDeleted(String base, Served served) throws IOException, DifyApiException {
        DifyDatasetsClient client = client(base, served);
        String dataset = dataset(client).getId();
        String document = text(client, dataset, "Tea", "Tea is made of leaves.").getDocument().getId();
        CreateSegmentsRequest.SegmentInfo added = new CreateSegmentsRequest.SegmentInfo();
        added.setContent("Milk is white.");
        added.setKeywords(List.of("milk"));
        CreateSegmentsRequest more = new CreateSegmentsRequest();
        more.setSegments(List.of(added));
        String segment = client.createSegments(dataset, document, more).getData().getFirst().getId();
        UpdateSegmentRequest.SegmentInfo said = new UpdateSegmentRequest.SegmentInfo();
        said.setContent("Milk is cold.");
        said.setEnabled(true);
        UpdateSegmentRequest change = new UpdateSegmentRequest();
        change.setSegment(said);
        assertEquals("Milk is cold.", client.updateSegment(dataset, document, segment, change).getData().getContent());
        assertEquals("text_model", client.getSegment(dataset, document, segment).getDocForm());
        assertEquals(2, client.getSegments(dataset, document, null, "completed").getTotal());
        assertEquals(segment, client.getSegments(dataset, document, "cold", null, 1, 1).getData().getFirst().getId());

        RetrievalModel model = new RetrievalModel();
        model.setSearchMethod("hybrid_search");
        model.setRerankingEnable(false);
        model.setTopK(2);
        model.setScoreThresholdEnabled(false);
        RetrieveRequest request = new RetrieveRequest();
        request.setQuery("Milk is cold.");
        request.setRetrievalModel(model);
        var found = client.retrieveDataset(dataset, request);
        assertEquals("Milk is cold.", found.getQuery().getContent());
        assertEquals(segment, found.getRecords().getFirst().getSegment().getId());
        assertEquals("Tea", found.getRecords().getFirst().getSegment().getDocument().getName());
        assertTrue(found.getRecords().getFirst().getScore() <= 1);
        client.deleteSegment(dataset, document, segment);
        assertEquals(1, client.getSegments(dataset, document, null, null).getTotal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void childChunksAreAddedChangedAndDeleted(String base, Served served) throws IOException, DifyApiException {
        DifyDatasetsClient client = client(base, served);
        String dataset = dataset(client).getId();
        Path file = Files.writeString(folder.resolve("coffee.txt"), "Coffee is made of beans.\nIt is hot.");
        DocumentResponse coffee = client.createDocumentByFile(dataset, byFile("hierarchical_model"), file.toFile());
        indexed(client, dataset, coffee.getBatch());
        String document = coffee.getDocument().getId();
        String segment = client.getSegments(dataset, document, null, null).getData().getFirst().getId();
        int before = client.getChildChunks(dataset, document, segment, null, 1, 20).getTotal();
        assertTrue(before > 0);
        String chunk = client.createChildChunk(dataset, document, segment, chunk("Beans are brown.")).getData().getId();
        assertEquals(1, client.getChildChunks(dataset, document, segment, "brown", 1, 20).getData().size());
        assertEquals("Beans.", client.updateChildChunk(dataset, document, segment, chunk, chunk("Beans.")).getData()
                .getContent());
        client.deleteChildChunks(dataset, document, segment, chunk);
        assertEquals(before, client.getChildChunks(dataset, document, segment, null, null, null).getTotal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void metadataIsNamedAndSet(String base, Served served) throws IOException, DifyApiException {
        DifyDatasetsClient client = client(base, served);
        String dataset = dataset(client).getId();
        String document = text(client, dataset, "Tea", "Tea is made of leaves.").getDocument().getId();
        CreateMetadataRequest author = new CreateMetadataRequest();
        author.setName("author");
        author.setType("string");
        String field = client.createMetadata(dataset, author).getId();
        UpdateMetadataRequest writer = new UpdateMetadataRequest();
        writer.setName("writer");
        assertEquals("writer", client.updateMetadata(dataset, field, writer).getName());
        OperationData.Metadata value = new OperationData.Metadata();
        value.setId(field);
        value.setType("string");
        value.setName("writer");
        value.setValue("Ann");
        OperationData ofDocument = new OperationData();
        ofDocument.setDocumentId(document);
        ofDocument.setMetadataList(List.of(value));
        assertEquals("success", client.updateDocumentMetadata(dataset, List.of(ofDocument)).getResult());
        var fields = client.getDocMetadataList(dataset);
        assertEquals(1, fields.getDocMetadata().getFirst().getUseCount());
        assertEquals("Ann", client.getDocuments(dataset, null, 1, 20).getData().getFirst().getDocMetadata().getFirst()
                .get("value"));
        // This client takes no answer but a JSON string for one, and so reads nothing here and where there is no body.
        assertNull(client.builtInMetadata(dataset, "enable"));
        assertTrue(client.getDocMetadataList(dataset).getBuiltInFieldEnabled());
        assertNull(client.builtInMetadata(dataset, "disable"));
        assertNull(client.deleteMetadata(dataset, field));
        assertTrue(client.getDocMetadataList(dataset).getDocMetadata().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void tagsAreBoundAndModelsListed(String base, Served served) throws IOException, DifyApiException {
        DifyDatasetsClient client = client(base, served);
        DatasetResponse dataset = dataset(client);
        CreateTagRequest drinks = new CreateTagRequest();
        drinks.setName("drinks " + System.nanoTime());
        var tag = client.createTag(drinks);
        assertEquals(0, tag.getBindingCount());
        assertNull(client.bindTags(TagBindRequest.builder().tagIds(List.of(tag.getId())).targetId(dataset.getId()).build()));
        assertEquals(1, client.getDatasetTags(dataset.getId()).getTotal());
        assertEquals(dataset.getId(), client.getDatasetsByTags(List.of(tag.getId()), 1, 20).getData().getFirst().getId());
        assertTrue(client.getTags().stream().anyMatch(each -> each.getId().equals(tag.getId()) && each.getBindingCount() == 1));
        assertNull(client.unbindTag(TagUnbindRequest.builder().tagId(tag.getId()).targetId(dataset.getId()).build()));
        assertEquals(0, client.getDatasetTags(dataset.getId()).getTotal());
        assertEquals("food " + tag.getId(),
                client.updateTag(UpdateTagRequest.builder().tagId(tag.getId()).name("food " + tag.getId()).build()).getName());
        assertNull(client.deleteTag(DeleteTagRequest.builder().tagId(tag.getId()).build()));

        var provider = client.getEmbeddingModelList().getData().stream().filter(each -> each.getProvider().endsWith("openai"))
                .findFirst().orElseThrow();
        assertEquals("active", provider.getStatus());
        assertTrue(provider.getModels().stream().anyMatch(model -> model.getModel().equals(MODEL)));
    }

    private static DifyDatasetsClient client(String base, Served served) {
        return CALLED.noting(base, DifyDatasetsClient.class,
                DifyClientFactory.createDatasetsClient(served.url(base), served.keys().datasets()));
    }

    private static DatasetResponse dataset(DifyDatasetsClient client) throws IOException, DifyApiException {
        CreateDatasetRequest request = new CreateDatasetRequest();
        request.setName("Set " + System.nanoTime());
        request.setDescription("Drinks");
        request.setIndexingTechnique(HIGH_QUALITY);
        request.setPermission("only_me");
        request.setProvider("vendor");
        request.setEmbeddingModel(MODEL);
        request.setEmbeddingModelProvider("openai");
        request.setRetrievalModel(retrievalModel());
        return client.createDataset(request);
    }

    private static UpdateDatasetRequest.RetrievalModel retrievalModel() {
        UpdateDatasetRequest.RetrievalModel model = new UpdateDatasetRequest.RetrievalModel();
        model.setSearchMethod("semantic_search");
        model.setRerankingEnable(false);
        model.setTopK(3);
        model.setScoreThresholdEnabled(false);
        return model;
    }

    private static DocumentResponse text(DifyDatasetsClient client, String dataset, String name, String text)
            throws IOException, DifyApiException {
        CreateDocumentByTextRequest request = new CreateDocumentByTextRequest();
        request.setName(name);
        request.setText(text);
        request.setIndexingTechnique(HIGH_QUALITY);
        request.setDocForm("text_model");
        request.setDocLanguage("English");
        request.setProcessRule(ProcessRule.builder().mode("automatic").build());
        DocumentResponse added = client.createDocumentByText(dataset, request);
        assertNotNull(added.getDocument().getDataSourceInfo().getUploadFileId());
        indexed(client, dataset, added.getBatch());
        return added;
    }

    private static CreateDocumentByFileRequest byFile(String form) {
        CreateDocumentByFileRequest request = new CreateDocumentByFileRequest();
        request.setIndexingTechnique(HIGH_QUALITY);
        request.setDocForm(form);
        ProcessRule.Rules rules = ProcessRule.Rules.builder()
                .preProcessingRules(
                        List.of(ProcessRule.PreProcessingRule.builder().id("remove_extra_spaces").enabled(true).build()))
                .segmentation(ProcessRule.Segmentation.builder().separator("\n\n").maxTokens(500).build())
                .parentMode("paragraph")
                .subchunkSegmentation(
                        ProcessRule.SubchunkSegmentation.builder().separator("\n").maxTokens(100).chunkOverlap(0).build())
                .build();
        request.setProcessRule(
                ProcessRule.builder().mode(form.equals("hierarchical_model") ? "hierarchical" : "custom").rules(rules).build());
        return request;
    }

    private static SaveChildChunkRequest chunk(String content) {
        SaveChildChunkRequest request = new SaveChildChunkRequest();
        request.setContent(content);
        return request;
    }

    private static void indexed(DifyDatasetsClient client, String dataset, String batch) {
        Eventually.isTrue("the batch is indexed", () -> {
            try {
                var rows = client.getIndexingStatus(dataset, batch).getData();
                rows.forEach(row -> assertNull(row.getError()));
                return rows.stream().allMatch(row -> row.getIndexingStatus().equals("completed"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (DifyApiException refused) {
                throw new AssertionError(refused);
            }
        });
    }
}
