package dev.difynative.api.console.knowledge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.testsupport.TestDatasets.TestDataset;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ConsoleSegmentResourceTest {
    @Inject TestDatasets datasets;
    @Inject Members members;
    private TestDataset dataset;
    private String document;
    private String path;

    @BeforeEach
    void makeADocument() {
        dataset = datasets.economy();
        document = dataset.finished("animals.txt", "Foxes hunt mice", "Owls hear mice");
        path = dataset.path() + "/documents/" + document;
    }

    @Test
    void anAddedSegmentIsFoundAtOnce() {
        request().body(Map.of("content", "Hedgehogs sleep in winter", "keywords", List.of("hibernation"))).post(path + "/segment")
                .then().statusCode(200)
                .body("doc_form", equalTo("text_model"))
                .body("data.position", equalTo(3))
                .body("data.status", equalTo("completed"))
                .body("data.enabled", equalTo(true))
                .body("data.word_count", equalTo(25))
                .body("data.keywords", contains("hibernation"))
                .body("data.created_by", equalTo(dataset.owner().accountId().toString()));
        found("hibernation").body("records.segment.content", contains("Hedgehogs sleep in winter"));
        request().get(path).then().body("word_count", equalTo(54)).body("segment_count", equalTo(3));
        request().body(Map.of("content", " ")).post(path + "/segment").then().statusCode(400)
                .body("details.field", equalTo("content"));
    }

    @Test
    void aChangedSegmentIsFoundByItsNewWordsOnly() {
        String id = dataset.segments(document).getFirst();
        request().body(Map.of("content", "Badgers dig setts")).patch(path + "/segments/" + id).then().statusCode(200)
                .body("data.content", equalTo("Badgers dig setts")).body("data.position", equalTo(1))
                .body("data.status", equalTo("completed")).body("data.updated_by", notNullValue());
        found("badgers").body("records.segment.id", contains(id));
        found("foxes").body("records", hasSize(0));
        request().body(Map.of("content", "")).patch(path + "/segments/" + id).then().statusCode(400);
        request().body(Map.of("content", "x")).patch(path + "/segments/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void aSwitchedOffSegmentIsNotFound() {
        String id = add("Hedgehogs sleep");
        request().patch(path + "/segment/disable?segment_id=" + id).then().statusCode(200).body("result", equalTo("success"));
        found("hedgehogs").body("records", hasSize(0));
        request().get(path + "/segments?enabled=false").then().body("data.id", contains(id))
                .body("data[0].disabled_by", equalTo(dataset.owner().accountId().toString()));
        request().body(Map.of("enabled", true)).patch(path + "/segments/" + id).then().statusCode(200)
                .body("data.disabled_at", nullValue());
        found("hedgehogs").body("records.segment.id", contains(id));
        request().patch(path + "/segment/explode?segment_id=" + id).then().statusCode(400);
        request().patch(path + "/segment/enable").then().statusCode(400).body("details.field", equalTo("segment_id"));
    }

    @Test
    void deletedSegmentsAreNeitherListedNorFound() {
        String one = add("Hedgehogs sleep");
        String two = add("Badgers dig");
        request().delete(path + "/segments/" + one).then().statusCode(204);
        request().delete(path + "/segments?segment_id=" + two).then().statusCode(204);
        request().get(path + "/segments").then().body("total", equalTo(2));
        found("hedgehogs badgers").body("records", hasSize(0));
        request().delete(path + "/segments/" + one).then().statusCode(404);
        request().get(path).then().body("word_count", equalTo(29));
    }

    @Test
    void theSegmentsOfADocumentThatIsBeingReadStayAsTheyAre() {
        Rows.insert("update documents set indexing_status = 'splitting', not_before = now() + interval '1 hour' where id = ?",
                UUID.fromString(document));
        request().body(Map.of("content", "x")).post(path + "/segment").then().statusCode(400)
                .body("code", equalTo("document_indexing"));
        request().delete(path + "/segments/" + dataset.segments(document).getFirst()).then().statusCode(400);
    }

    @Test
    void theSegmentsOfAnArchivedDocumentStayAsTheyAre() {
        request().patch(dataset.path() + "/documents/status/archive/batch?document_id=" + document).then().statusCode(200);
        request().body(Map.of("content", "x")).post(path + "/segment").then().statusCode(403)
                .body("code", equalTo("archived_document_immutable"));
    }

    @Test
    void anotherWorkspaceReachesNoSegment() {
        String id = dataset.segments(document).getFirst();
        RequestSpecification foreigner = members.owner().request();
        foreigner.body(Map.of("content", "x")).post(path + "/segment").then().statusCode(404);
        foreigner.body(Map.of("content", "x")).patch(path + "/segments/" + id).then().statusCode(404);
        foreigner.delete(path + "/segments/" + id).then().statusCode(404);
        foreigner.delete(path + "/segments?segment_id=" + id).then().statusCode(404);
        foreigner.patch(path + "/segment/disable?segment_id=" + id).then().statusCode(404);
        foreigner.get(path + "/segments/" + id + "/child_chunks").then().statusCode(404);
        foreigner.get(path + "/download").then().statusCode(404);
        request().get(path + "/segments").then().body("total", equalTo(2)).body("data.enabled", not(hasItem(false)));
        TestDataset other = datasets.more(dataset.owner(), Map.of("indexing_technique", "economy"));
        String strange = other.finished("b.txt", "b");
        request().body(Map.of("content", "x")).patch(other.path() + "/documents/" + strange + "/segments/" + id).then()
                .statusCode(404);
    }

    @Test
    void segmentsAreImportedFromACsvFile() {
        String job = importCsv("segments.csv", "content\r\n\"Hedgehogs, \"\"spiny\"\",\nsleep\"\r\nBadgers dig\r\n")
                .statusCode(200)
                .body("job_status", equalTo("waiting")).extract().path("job_id");
        Eventually.isTrue("the import is done", () -> "completed".equals(request()
                .get("/console/api/datasets/batch_import_status/" + job).path("job_status")));
        request().get(path + "/segments").then().body("data.content", contains("Foxes hunt mice", "Owls hear mice",
                "Hedgehogs, \"spiny\",\nsleep", "Badgers dig")).body("data[3].status", equalTo("completed"));
        found("hedgehogs").body("records", hasSize(1));
        members.owner().request().get("/console/api/datasets/batch_import_status/" + job).then().statusCode(404);
        importCsv("segments.txt", "content\nx").statusCode(415);
        importCsv("segments.csv", "content\n").statusCode(400).body("details.field", equalTo("file"));
        importCsv("segments.csv", "content\n\"open").statusCode(400).body("details.type", equalTo("format"));
    }

    @Test
    void segmentsAreImportedFromAFileThatWasUploadedBefore() {
        String file = RestAssured.given().header("Authorization", "Bearer " + dataset.owner().accessToken())
                .contentType(ContentType.MULTIPART)
                .multiPart("file", "more.csv", "Hedgehogs sleep\nBadgers dig".getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/console/api/files/upload").then().statusCode(201).extract().path("id");
        String address = path + "/segments/batch_import";
        String job = request().body(Map.of("upload_file_id", file)).post(address).then().statusCode(200).extract().path("job_id");
        Eventually.isTrue("the import is done", () -> "completed".equals(request()
                .get("/console/api/datasets/batch_import_status/" + job).path("job_status")));
        found("hedgehogs").body("records", hasSize(1));
        request().body(Map.of()).post(address).then().statusCode(400).body("details.field", equalTo("upload_file_id"));
        request().body(Map.of("upload_file_id", UUID.randomUUID().toString())).post(address).then().statusCode(404);
        TestDataset foreign = datasets.economy();
        String strange = foreign.finished("a.txt", "a");
        foreign.owner().request().body(Map.of("upload_file_id", file))
                .post(foreign.path() + "/documents/" + strange + "/segments/batch_import").then().statusCode(404);
    }

    @Test
    void questionsHaveAnswers() {
        TestDataset answers = datasets.more(dataset.owner(), Map.of("indexing_technique", "high_quality"));
        String id = answers.upload("faq.txt", "text", Map.of("doc_form", "qa_model")).then().statusCode(200).extract()
                .path("document.id");
        answers.finish(id, "What?");
        String segments = answers.path() + "/documents/" + id;
        request().body(Map.of("content", "Who hibernates?")).post(segments + "/segment").then().statusCode(400)
                .body("details.field", equalTo("answer"));
        request().body(Map.of("content", "Who hibernates?", "answer", "The hedgehog")).post(segments + "/segment").then()
                .statusCode(200).body("data.answer", equalTo("The hedgehog")).body("doc_form", equalTo("qa_model"));
    }

    @Test
    void childChunksAreSearchedInPlaceOfTheirSegment() {
        TestDataset parents = datasets.more(dataset.owner(), Map.of("indexing_technique", "high_quality"));
        String id = parents.upload("a.txt", "text", Map.of("doc_form", "hierarchical_model")).then().statusCode(200).extract()
                .path("document.id");
        parents.finish(id, "An old parent");
        String segment = request().body(Map.of("content", "Hedgehogs sleep in winter\nOwls fly by night"))
                .post(parents.path() + "/documents/" + id + "/segment").then().statusCode(200)
                .body("data.child_chunks[0].type", equalTo("automatic")).extract().path("data.id");
        String chunks = parents.path() + "/documents/" + id + "/segments/" + segment + "/child_chunks";
        String added = request().body(Map.of("content", "Zebras graze")).post(chunks).then().statusCode(200)
                .body("data.type", equalTo("customized")).body("data.segment_id", equalTo(segment)).extract().path("data.id");
        request()
                .body(Map.of("query", "zebras graze", "retrieval_model", Map.of("search_method", "full_text_search", "top_k", 3)))
                .post(parents.path() + "/hit-testing").then().statusCode(200)
                .body("records[0].segment.id", equalTo(segment)).body("records[0].child_chunks.id", hasItem(added));
        request().body(Map.of("content", "Giraffes browse")).patch(chunks + "/" + added).then().statusCode(200)
                .body("data.content", equalTo("Giraffes browse"));
        request().get(chunks + "?keyword=giraffes").then().statusCode(200).body("total", equalTo(1))
                .body("data.id", contains(added));
        request().body(Map.of("chunks", List.of(Map.of("id", added, "content", "Giraffes browse"), Map.of("content", "New one"))))
                .patch(chunks).then().statusCode(200).body("data.content", contains("Giraffes browse", "New one"));
        request().body("{\"chunks\":[null]}").patch(chunks).then().statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo("chunks"));
        request().delete(chunks + "/" + added).then().statusCode(204);
        request().delete(chunks + "/" + added).then().statusCode(404);
        request().get(chunks).then().body("data.content", contains("New one")).body("total_pages", equalTo(1));
        request().body(Map.of("content", "x")).post(path + "/segments/" + dataset.segments(document).getFirst() + "/child_chunks")
                .then().statusCode(400).body("details.field", equalTo("doc_form"));
    }

    @Test
    void aDocumentIsDownloadedByALinkThatNeedsNoKey() {
        String url = request().get(path + "/download").then().statusCode(200).extract().path("url");
        String text = RestAssured.given().get(url).then().statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename*=UTF-8''animals.txt"))
                .header("X-Content-Type-Options", equalTo("nosniff")).extract().asString();
        assertEquals("Foxes hunt mice\nOwls hear mice", text);
        RestAssured.given().get(url + "x").then().statusCode(404).body("code", equalTo("file_not_found"));
        RestAssured.given().get(url.replaceFirst("sign=.*", "sign=")).then().statusCode(404);
    }

    @Test
    void severalDocumentsAreDownloadedAsOneArchive() throws Exception {
        String second = dataset.finished("animals.txt", "Second");
        byte[] archive = request().body(Map.of("document_ids", List.of(document, second)))
                .post(dataset.path() + "/documents/download-zip").then().statusCode(200).contentType("application/zip").extract()
                .asByteArray();
        try (var zip = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(archive))) {
            assertEquals("animals.txt", zip.getNextEntry().getName());
            assertEquals("Foxes hunt mice\nOwls hear mice", new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals("1_animals.txt", zip.getNextEntry().getName());
        }
        request().body(Map.of("document_ids", List.of())).post(dataset.path() + "/documents/download-zip").then().statusCode(400);
    }

    private ValidatableResponse importCsv(String name, String csv) {
        return RestAssured.given().header("Authorization", "Bearer " + dataset.owner().accessToken())
                .contentType(ContentType.MULTIPART)
                .multiPart("file", name, csv.getBytes(StandardCharsets.UTF_8), "text/csv").post(path + "/segments/batch_import")
                .then();
    }

    private String add(String content) {
        return request().body(Map.of("content", content)).post(path + "/segment").then().statusCode(200).extract()
                .path("data.id");
    }

    private ValidatableResponse found(String query) {
        return request().body(Map.of("query", query, "retrieval_model", Map.of("search_method", "full_text_search", "top_k", 10)))
                .post(dataset.path() + "/retrieve").then().statusCode(200);
    }

    private RequestSpecification request() { return dataset.owner().request(); }
}
