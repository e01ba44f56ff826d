package dev.difynative.api.console.knowledge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.testsupport.TestDatasets.TestDataset;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ConsoleDocumentResourceTest {
    private static final String CUSTOM_RULE = """
            {"mode": "custom", "rules": {"pre_processing_rules": [{"id": "remove_extra_spaces", "enabled": true}],
             "segmentation": {"separator": "###", "max_tokens": 100}}}""";

    @Inject TestDatasets datasets;
    private TestDataset dataset;
    private String documents;

    @BeforeEach
    void makeADataset() {
        dataset = datasets.more(datasets.economy().owner(), Map.of());
        documents = dataset.path() + "/documents";
    }

    @Test
    void anUploadedFileIsQueuedAndDecidesHowTheDatasetIsIndexed() {
        String batch = dataset.upload("notes.md", "# Notes", Map.of("indexing_technique", "economy", "process_rule", CUSTOM_RULE))
                .then().statusCode(200)
                .body("document.name", equalTo("notes.md"))
                .body("document.indexing_status", equalTo("queuing"))
                .body("document.display_status", equalTo("queuing"))
                .body("document.data_source_type", equalTo("upload_file"))
                .body("document.data_source_detail_dict.upload_file.extension", equalTo("md"))
                .body("document.doc_form", equalTo("text_model"))
                .body("document.doc_type", nullValue())
                .body("document.position", equalTo(1))
                .body("document.created_from", equalTo("web"))
                .body("batch", matchesPattern("\\d{20}"))
                .extract().path("batch");
        get(dataset.path()).body("indexing_technique", equalTo("economy")).body("doc_form", equalTo("text_model"))
                .body("data_source_type", equalTo("upload_file")).body("document_count", equalTo(1));
        get(dataset.path() + "/batch/" + batch + "/indexing-status").body("data", hasSize(1))
                .body("data[0].total_segments", notNullValue());
    }

    @Test
    void bothFormsOfTheUploadAndBothSpellingsOfThePathAreTaken() {
        String data = "{\"indexing_technique\": \"economy\", \"process_rule\": " + CUSTOM_RULE + "}";
        for (String spelling : List.of("create_by_file", "create-by-file")) {
            String id = TestDatasets.send(dataset.owner().accessToken(), dataset.path() + "/document/" + spelling, "a.txt", "a",
                    Map.of("data", data)).then().statusCode(200).extract().path("document.id");
            get(documents + "/" + id).body("document_process_rule.rules.segmentation.max_tokens", equalTo(100))
                    .body("document_process_rule.mode", equalTo("custom"));
        }
        for (String spelling : List.of("create_by_text", "create-by-text")) {
            request().body(Map.of("name", "Answers", "text", "42")).post(dataset.path() + "/document/" + spelling).then()
                    .statusCode(200).body("document.name", equalTo("Answers"))
                    .body("document.data_source_detail_dict.upload_file.name", equalTo("Answers.txt"));
        }
    }

    @Test
    void aDocumentWithoutARuleFollowsTheOneBefore() {
        dataset.upload("a.txt", "a", Map.of("indexing_technique", "economy", "process_rule", CUSTOM_RULE));
        String second = dataset.upload("b.txt", "b", Map.of()).then().statusCode(200).body("document.position", equalTo(2))
                .extract().path("document.id");
        get(documents + "/" + second).body("document_process_rule.rules.segmentation.separator", equalTo("###"));
    }

    @Test
    void theFirstDocumentNeedsATechnique() {
        dataset.upload("a.txt", "a", Map.of()).then().statusCode(400).body("details.field", equalTo("indexing_technique"));
        get(documents).body("data", hasSize(0));
        assertEquals("0", Rows.text("select count(*) from upload_files where tenant_id = ?", dataset.owner().tenantId()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            process_rule       | {"mode": "magic"}        | process_rule.mode  | enum
            process_rule       | {"mode":                 | process_rule       | type
            data               | []                       | data               | type
            indexing_technique | magic                    | indexing_technique | enum
            doc_form           | poem                     | doc_form           | enum
            doc_form           | qa_model                 | doc_form           | conflict""")
    void whatIsWrongWithAnUploadIsNamed(String field, String value, String at, String rule) {
        Map<String, String> fields = field.equals("indexing_technique")
                ? Map.of(field, value)
                : Map.of("indexing_technique", "economy", field, value);
        dataset.upload("a.txt", "a", fields).then().statusCode(400).body("details.field", equalTo(at))
                .body("details.type", equalTo(rule));
    }

    @Test
    void anUploadNeedsAFileOfAKindThatCanBeRead() {
        dataset.upload("a.exe", "a", Map.of("indexing_technique", "economy")).then().statusCode(415)
                .body("code", equalTo("unsupported_file_type"));
        RequestSpecification form = request().contentType(ContentType.MULTIPART).multiPart("indexing_technique", "economy");
        form.post(dataset.path() + "/document/create_by_file").then().statusCode(400).body("code", equalTo("no_file_uploaded"));
    }

    @Test
    void documentsOfADatasetAreOfOneForm() {
        dataset.upload("a.txt", "a", Map.of("indexing_technique", "economy"));
        dataset.upload("b.txt", "b", Map.of("doc_form", "hierarchical_model")).then().statusCode(400)
                .body("details.field", equalTo("doc_form"));
    }

    @Test
    void aHierarchicalDatasetSplitsByTheModeOfThatName() {
        TestDataset other = datasets.more(dataset.owner(), Map.of("indexing_technique", "high_quality"));
        other.upload("a.txt", "a", Map.of("doc_form", "hierarchical_model", "process_rule", CUSTOM_RULE)).then().statusCode(400)
                .body("details.field", equalTo("process_rule.mode"));
        String id = other.upload("a.txt", "a", Map.of("doc_form", "hierarchical_model")).then().statusCode(200)
                .body("document.doc_form", equalTo("hierarchical_model")).extract().path("document.id");
        get(other.path() + "/documents/" + id).body("document_process_rule.mode", equalTo("hierarchical"));
    }

    @Test
    void theListIsSearchedAndSorted() {
        String old = dataset.finished("alpha.txt", "one");
        String young = dataset.finished("beta.txt", "two");
        String failed = dataset.finished("gamma.txt", "three");
        set(failed, "indexing_status = 'error', error = 'It is broken'");
        Rows.insert("update segments set hit_count = 9 where document_id = ?", UUID.fromString(old));
        get(documents).body("data.id", contains(failed, young, old)).body("total", equalTo(3)).body("has_more", equalTo(false));
        get(documents + "?sort=created_at").body("data.id", contains(old, young, failed));
        get(documents + "?sort=-hit_count").body("data[0].id", equalTo(old)).body("data[0].hit_count", equalTo(9));
        get(documents + "?keyword=ALPH").body("data.id", contains(old));
        get(documents + "?status=error").body("data.id", contains(failed)).body("data[0].error", equalTo("It is broken"));
        get(documents + "?status=available&limit=1&page=2").body("data.id", contains(old)).body("total", equalTo(2));
        request().get(documents + "?status=lost").then().statusCode(400).body("details.field", equalTo("status"));
        request().get(documents + "?sort=colour").then().statusCode(400).body("details.field", equalTo("sort"));
        request().get(documents + "?limit=101").then().statusCode(400).body("details.field", equalTo("limit"));
    }

    @Test
    void aDocumentIsShownWithWhatCameOfIt() {
        String id = dataset.finished("alpha.txt", "one", "three");
        get(documents + "/" + id).body("name", equalTo("alpha.txt")).body("indexing_status", equalTo("completed"))
                .body("segment_count", equalTo(2)).body("average_segment_length", equalTo(4)).body("word_count", equalTo(8))
                .body("doc_language", equalTo("English")).body("indexing_latency", equalTo(0.5f));
        get(documents + "/" + id + "/indexing-status").body("completed_segments", equalTo(2)).body("total_segments", equalTo(2));
    }

    @Test
    void segmentsAreListedAndSearched() {
        String id = dataset.finished("alpha.txt", "The first", "The second", "The third");
        String path = documents + "/" + id + "/segments";
        get(path + "?limit=2").body("data.content", contains("The first", "The second")).body("total", equalTo(3))
                .body("total_pages", equalTo(2)).body("has_more", equalTo(true)).body("doc_form", equalTo("text_model"));
        get(path + "?keyword=SECOND").body("data.position", contains(2));
        get(path + "?status=error").body("data", hasSize(0));
        get(path + "?enabled=false").body("data", hasSize(0));
        request().get(path + "?status=odd").then().statusCode(400).body("details.field", equalTo("status"));
    }

    @Test
    void anArchivedDocumentIsPutAwayAndNotChanged() {
        String id = dataset.finished("alpha.txt", "one");
        act("archive", id).statusCode(200).body("result", equalTo("success"));
        get(documents + "/" + id).body("display_status", equalTo("archived"));
        request().body(Map.of("name", "b")).post(documents + "/" + id + "/rename").then().statusCode(403)
                .body("code", equalTo("archived_document_immutable"));
        request().body(Map.of("name", "b", "text", "b")).post(documents + "/" + id + "/update-by-text").then().statusCode(403);
        act("un_archive", id).statusCode(200);
        get(documents + "/" + id).body("display_status", equalTo("available"));
    }

    @Test
    void aDocumentIsDisabledAndEnabled() {
        String id = dataset.finished("alpha.txt", "one");
        act("disable", id).statusCode(200);
        get(documents + "/" + id).body("enabled", equalTo(false)).body("display_status", equalTo("disabled"))
                .body("disabled_at", notNullValue()).body("disabled_by", equalTo(dataset.owner().accountId().toString()));
        act("enable", id).statusCode(200);
        get(documents + "/" + id).body("enabled", equalTo(true)).body("disabled_at", nullValue());
        act("explode", id).statusCode(400).body("code", equalTo("invalid_action"));
        String queued = queued("b.txt");
        act("disable", queued).statusCode(400).body("code", equalTo("invalid_action"));
        act("disable", UUID.randomUUID().toString()).statusCode(404);
    }

    @Test
    void workOnADocumentIsPausedAndResumed() {
        String id = queued("a.txt");
        process(id, "pause").statusCode(200);
        get(documents + "/" + id + "/indexing-status").body("indexing_status", equalTo("paused")).body("paused_at",
                notNullValue());
        get(documents + "?status=paused").body("data.id", contains(id));
        process(id, "resume").statusCode(200);
        get(documents + "/" + id + "/indexing-status").body("paused_at", nullValue());
        process(id, "resume").statusCode(400).body("code", equalTo("invalid_action"));
        String finished = dataset.finished("b.txt", "b");
        process(finished, "pause").statusCode(400).body("code", equalTo("document_already_finished"));
    }

    @Test
    void pausingCallsOffTheWorkThatIsGoingOn() {
        String id = queued("a.txt");
        set(id, "indexing_status = 'splitting', lease_owner = gen_random_uuid(), lease_until = now() + interval '1 minute'");
        String before = column(id, "generation");
        process(id, "pause").statusCode(200);
        assertNotEquals(before, column(id, "generation"));
        assertEquals(null, column(id, "lease_owner"));
    }

    @Test
    void aFailedDocumentIsTriedAgain() {
        String parsed = dataset.finished("a.txt", "one");
        set(parsed, "indexing_status = 'error', error = 'No model'");
        String unread = queued("b.txt");
        set(unread, "indexing_status = 'error', error = 'Broken file', stopped_at = now(), attempts = 5");
        get(dataset.path() + "/error-docs").body("total", equalTo(2)).body("data.error", contains("No model", "Broken file"));
        request().body(Map.of("document_ids", List.of(parsed, unread))).post(dataset.path() + "/retry").then().statusCode(204);
        get(dataset.path() + "/error-docs").body("data.error.findAll { it == 'No model' }", hasSize(0));
        assertEquals("1", Rows.text("select count(*) from segments where document_id = ?", UUID.fromString(parsed)));
        // With one attempt more than there may be it would be given up again.
        Eventually.isTrue("it is read", () -> "completed".equals(column(unread, "indexing_status")));
        request().body(Map.of()).post(dataset.path() + "/retry").then().statusCode(400)
                .body("details.field", equalTo("document_ids"));
    }

    @Test
    void anUpdateReplacesTheDocumentAndItsSegmentsUnderTheSameId() {
        String id = dataset.finished("a.txt", "one");
        String file = get(documents + "/" + id).extract().path("data_source_detail_dict.upload_file.id");
        request().body(Map.of("name", "B", "text", "new text")).post(documents + "/" + id + "/update_by_text").then()
                .statusCode(200).body("document.id", equalTo(id)).body("document.name", equalTo("B"))
                .body("document.indexing_status", equalTo("queuing")).body("document.word_count", equalTo(0));
        assertEquals("0", Rows.text("select count(*) from segments where document_id = ? and content = 'one'",
                UUID.fromString(id)));
        assertEquals("0", Rows.text("select count(*) from upload_files where id = ?", UUID.fromString(file)));
        TestDatasets.send(dataset.owner().accessToken(), documents + "/" + id + "/update-by-file", "c.txt", "c", Map.of()).then()
                .statusCode(200).body("document.id", equalTo(id)).body("document.name", equalTo("c.txt"));
        dataset.upload("d.txt", "d", Map.of("original_document_id", id)).then().statusCode(200)
                .body("document.id", equalTo(id)).body("document.name", equalTo("d.txt"));
        dataset.upload("d.txt", "d", Map.of("original_document_id", UUID.randomUUID().toString())).then().statusCode(404);
        get(documents).body("total", equalTo(1));
    }

    @Test
    void aNameAloneIsChangedWithoutIndexingAnew() {
        String id = dataset.finished("a.txt", "one");
        request().body(Map.of("name", "Better")).post(documents + "/" + id + "/update_by_text").then().statusCode(200)
                .body("document.name", equalTo("Better")).body("document.indexing_status", equalTo("completed"));
        request().body(Map.of("name", "Best")).post(documents + "/" + id + "/rename").then().statusCode(200)
                .body("name", equalTo("Best"));
        request().body(Map.of("name", " ")).post(documents + "/" + id + "/rename").then().statusCode(400)
                .body("details.field", equalTo("name"));
    }

    @Test
    void oneDocumentPerNameIsKeptForWhoWantsThat() {
        String id = dataset.finished("a.txt", "one");
        dataset.upload("a.txt", "two", Map.of()).then().body("document.position", equalTo(2));
        // Whoever works on it is called off.
        set(get(documents).extract().path("data[0].id"), "indexing_status = 'error', generation = generation + 1");
        dataset.upload("a.txt", "three", Map.of("duplicate", "true")).then().statusCode(200).body("document.id", equalTo(id));
    }

    @Test
    void deletedDocumentsTakeTheirSegmentsAndFilesWithThem() {
        String one = dataset.finished("a.txt", "one");
        String two = queued("b.txt");
        String three = dataset.finished("c.txt", "three");
        request().delete(documents + "/" + one).then().statusCode(204);
        request().delete(documents + "?document_id=" + two + "&document_id=" + three).then().statusCode(204);
        get(documents).body("data", hasSize(0));
        assertEquals("0", Rows.text("select count(*) from segments where dataset_id = ?", UUID.fromString(dataset.id())));
        assertEquals("0", Rows.text("select count(*) from upload_files where tenant_id = ?", dataset.owner().tenantId()));
        request().delete(documents + "/" + one).then().statusCode(404);
    }

    private ValidatableResponse act(String action, String document) {
        return request().patch(documents + "/status/" + action + "/batch?document_id=" + document).then();
    }

    private ValidatableResponse process(String document, String action) {
        return request().patch(documents + "/" + document + "/processing/" + action).then();
    }

    /** A document that waits, and that no worker takes for an hour. */
    private String queued(String name) {
        String id = dataset.document(name, "text");
        set(id, "indexing_status = 'queuing', generation = generation + 1, lease_owner = null, error = null, "
                + "completed_at = null, splitting_completed_at = null, not_before = now() + interval '1 hour'");
        return id;
    }

    private static void set(String document, String assignments) {
        Rows.insert("update documents set " + assignments + " where id = ?", UUID.fromString(document));
    }

    private static String column(String document, String name) {
        return Rows.text("select " + name + " from documents where id = ?", UUID.fromString(document));
    }

    private ValidatableResponse get(String path) { return request().get(path).then().statusCode(200); }

    private RequestSpecification request() { return dataset.owner().request(); }
}
