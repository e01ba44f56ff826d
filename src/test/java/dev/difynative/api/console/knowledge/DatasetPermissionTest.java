package dev.difynative.api.console.knowledge;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.testsupport.TestDatasets.TestDataset;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Who may see a dataset is asked on every call that concerns it, on both surfaces. */
@QuarkusTest
class DatasetPermissionTest {
    private static final String DOC = "/documents/{document}";
    /** Calls that only look. */
    private static final List<String> READING = List.of("GET ", "GET /use-check", "GET /related-apps",
            "GET /permission-part-users", "GET /queries", "GET /auto-disable-logs", "GET /indexing-status", "GET /error-docs",
            "GET /metadata", "GET /metadata/built-in", "GET /batch/{batch}/indexing-status", "GET /documents", "GET " + DOC,
            "GET " + DOC + "/indexing-status", "GET " + DOC + "/download", "GET " + DOC + "/segments",
            "GET " + DOC + "/segments/{segment}/child_chunks", "POST /retrieve",
            "POST /hit-testing", "POST /external-hit-testing", "POST /documents/download-zip");
    private static final List<String> CHANGING = List.of("PATCH ", "DELETE ", "POST /api-keys/disable",
            "GET /batch/{batch}/indexing-estimate", "GET " + DOC + "/indexing-estimate", "POST /retry", "POST /metadata",
            "PATCH /metadata/{segment}", "DELETE /metadata/{segment}", "POST /metadata/built-in/enable",
            "POST /documents/metadata", "POST /document/create_by_text", "POST /document/create-by-file", "POST /documents",
            "DELETE /documents?document_id={document}", "DELETE " + DOC, "POST " + DOC + "/rename",
            "POST " + DOC + "/update_by_text", "POST " + DOC + "/update-by-file", "PATCH " + DOC + "/processing/pause",
            "PATCH /documents/status/disable/batch?document_id={document}", "POST " + DOC + "/segment",
            "PATCH " + DOC + "/segment/disable?segment_id={segment}", "DELETE " + DOC + "/segments?segment_id={segment}",
            "PATCH " + DOC + "/segments/{segment}", "DELETE " + DOC + "/segments/{segment}",
            "POST " + DOC + "/segments/batch_import",
            "POST " + DOC + "/segments/{segment}/child_chunks", "PATCH " + DOC + "/segments/{segment}/child_chunks",
            "PATCH " + DOC + "/segments/{segment}/child_chunks/{segment}",
            "DELETE " + DOC + "/segments/{segment}/child_chunks/{segment}", "GET " + DOC + "/website-sync");
    private static final List<String> BY_KEY = List.of("GET ", "PATCH ", "DELETE ", "GET /tags", "GET /documents", "GET " + DOC,
            "DELETE " + DOC, "PATCH " + DOC, "GET /documents/{batch}/indexing-status", "GET " + DOC + "/download",
            "POST /documents/download-zip", "POST /documents/metadata", "PATCH /documents/status/disable",
            "POST /document/create-by-text", "POST /document/create_by_file", "POST " + DOC + "/update-by-text",
            "POST " + DOC + "/update_by_file", "GET " + DOC + "/segments", "POST " + DOC + "/segments",
            "GET " + DOC + "/segments/{segment}", "POST " + DOC + "/segments/{segment}", "DELETE " + DOC + "/segments/{segment}",
            "GET " + DOC + "/segments/{segment}/child_chunks", "POST " + DOC + "/segments/{segment}/child_chunks",
            "PATCH " + DOC + "/segments/{segment}/child_chunks/{segment}",
            "DELETE " + DOC + "/segments/{segment}/child_chunks/{segment}", "GET /metadata", "POST /metadata",
            "PATCH /metadata/{segment}", "DELETE /metadata/{segment}", "GET /metadata/built-in",
            "POST /metadata/built-in/enable", "POST /retrieve", "POST /hit-testing", "POST /pipeline/run",
            "GET /pipeline/datasource-plugins");

    @Inject TestDatasets datasets;
    @Inject Members members;
    private Member maker;
    private Member other;
    private TestDataset dataset;
    private Map<String, String> ids;

    @BeforeEach
    void makeADataset() {
        Member owner = members.owner();
        maker = members.join(owner.tenantId(), Role.EDITOR);
        other = members.join(owner.tenantId(), Role.EDITOR);
        dataset = datasets.more(maker, Map.of("permission", "only_me", "indexing_technique", "economy"));
        String document = dataset.finished("a.txt", "one");
        String batch = maker.request().body(Map.of("name", "b", "text", "b")).post(dataset.path() + "/document/create_by_text")
                .then().statusCode(200).extract().path("batch");
        ids = Map.of("document", document, "segment", dataset.segments(document).getFirst(), "batch", batch);
    }

    @Test
    void aDatasetOfOnlyMeIsClosedToOthersOnEveryCall() {
        for (List<String> calls : List.of(READING, CHANGING)) {
            calls.forEach(call -> refused(other, call));
        }
        other.request().get("/console/api/datasets").then().body("data", hasSize(0));
        maker.request().get(dataset.path()).then().statusCode(200).body("document_count", equalTo(2));
    }

    @Test
    void aDatasetOfSomeMembersIsOpenToTheseAndClosedToOthers() {
        Member named = members.join(maker.tenantId(), Role.EDITOR);
        maker.request().body(Map.of("permission", "partial_members", "partial_member_list",
                List.of(Map.of("user_id", named.accountId().toString())))).patch(dataset.path()).then().statusCode(200);
        READING.forEach(call -> {
            refused(other, call);
            assertNotEquals(403, send(named.request(), dataset.path(), call), call);
        });
        CHANGING.forEach(call -> refused(other, call));
    }

    @Test
    void whatWasImportedIntoAClosedDatasetIsNotToldToOthers() {
        String job = RestAssured.given().header("Authorization", "Bearer " + maker.accessToken())
                .contentType(ContentType.MULTIPART).multiPart("file", "a.csv", "one\ntwo".getBytes(), "text/csv")
                .post(dataset.path() + "/documents/" + ids.get("document") + "/segments/batch_import").then().statusCode(200)
                .extract().path("job_id");
        maker.request().get("/console/api/datasets/batch_import_status/" + job).then().statusCode(200);
        other.request().get("/console/api/datasets/batch_import_status/" + job).then().statusCode(403);
        other.request().get("/console/api/datasets/process-rule?document_id=" + ids.get("document")).then().statusCode(403);
    }

    /** A dataset key acts for the owner of the workspace, who sees all datasets; what closes one to keys is its switch. */
    @Test
    void aDatasetWhoseApiIsSwitchedOffIsClosedToKeysOnEveryCall() {
        String key = TestDatasets.key(dataset.owner());
        TestDatasets.withKey(key).get("/v1/datasets/" + dataset.id()).then().statusCode(200);
        maker.request().post(dataset.path() + "/api-keys/disable").then().statusCode(200);
        for (String surface : List.of("/v1", "/api")) {
            BY_KEY.forEach(call -> assertEquals(403,
                    send(TestDatasets.withKey(key), surface + "/datasets/" + dataset.id(), call), surface + " " + call));
        }
        maker.request().get(dataset.path()).then().statusCode(200).body("document_count", equalTo(2));
    }

    @Test
    void aMemberWithoutTheRightToChangeDatasetsOnlyLooks() {
        maker.request().body(Map.of("permission", "all_team_members")).patch(dataset.path()).then().statusCode(200);
        Member reader = members.join(maker.tenantId(), Role.NORMAL);
        READING.forEach(call -> assertNotEquals(403, send(reader.request(), dataset.path(), call), call));
        CHANGING.forEach(call -> refused(reader, call));
    }

    private void refused(Member member, String call) { assertEquals(403, send(member.request(), dataset.path(), call), call); }

    /** The answer's status; bodies are complete, so that nothing but the permission can be the fault. */
    private int send(RequestSpecification request, String path, String call) {
        String[] parts = call.split(" ", 2);
        String address = path + parts[1];
        for (Map.Entry<String, String> id : ids.entrySet()) {
            address = address.replace("{" + id.getKey() + "}", id.getValue());
        }
        boolean file = address.contains("by_file") || address.contains("by-file") || address.endsWith("batch_import")
                || parts[0].equals("PATCH") && parts[1].equals(DOC);
        if (file) {
            request.contentType(ContentType.MULTIPART).multiPart("file", "a.csv", "a".getBytes(), "text/csv");
        } else if (!parts[0].equals("GET") && !parts[0].equals("DELETE")) {
            request.body(body());
        }
        return request.request(parts[0], address).statusCode();
    }

    private Map<String, Object> body() {
        return Map.ofEntries(Map.entry("name", "b"), Map.entry("text", "b"), Map.entry("query", "one"),
                Map.entry("content", "c"), Map.entry("type", "string"),
                Map.entry("document_ids", List.of(ids.get("document"))),
                Map.entry("segments", List.of(Map.of("content", "c"))), Map.entry("segment", Map.of("content", "c")),
                Map.entry("chunks", List.of(Map.of("content", "c"))),
                Map.entry("operation_data", List.of(Map.of("document_id", ids.get("document"), "metadata_list", List.of()))),
                Map.entry("data_source", Map.of("info_list", Map.of("data_source_type", "upload_file", "file_info_list",
                        Map.of("file_ids", List.of(UUID.randomUUID().toString()))))));
    }
}
