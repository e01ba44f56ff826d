package dev.difynative.api.console.knowledge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.testsupport.TestDatasets.TestDataset;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ConsoleMetadataAndTagsTest {
    @Inject TestDatasets datasets;
    @Inject Members members;
    private TestDataset dataset;

    @BeforeEach
    void makeADataset() { dataset = datasets.economy(); }

    @Test
    void fieldsAreMadeRenamedAndDeleted() {
        String author = field("string", "author");
        String year = field("number", "year");
        get("/metadata").body("doc_metadata.name", contains("author", "year"))
                .body("doc_metadata.type", contains("string", "number"))
                .body("doc_metadata.count", contains(0, 0)).body("built_in_field_enabled", equalTo(false));
        request().body(Map.of("name", "writer")).patch(dataset.path() + "/metadata/" + author).then().statusCode(200)
                .body("name", equalTo("writer")).body("type", equalTo("string"));
        request().delete(dataset.path() + "/metadata/" + year).then().statusCode(204);
        get("").body("doc_metadata.name", contains("writer"));
        request().delete(dataset.path() + "/metadata/" + year).then().statusCode(404);
    }

    @Test
    void whatIsWrongWithAFieldIsNamed() {
        field("string", "author");
        newField("string", "author").statusCode(400).body("details.type", equalTo("unique"));
        newField("string", "upload_date").statusCode(400).body("details.field", equalTo("name"));
        newField("colour", "x").statusCode(400).body("details.field", equalTo("type"));
        newField("string", " ").statusCode(400).body("details.type", equalTo("required"));
        newField("string", "x".repeat(256)).statusCode(400).body("details.type", equalTo("length"));
    }

    @Test
    void documentsHaveValuesOfTheTypeOfTheField() {
        String document = dataset.finished("a.txt", "one");
        String author = field("string", "author");
        String year = field("number", "year");
        String read = field("time", "read");
        set(document, false, value(author, "author", "Ada"), value(year, "year", 1843.5), value(read, "read", 1700000000))
                .statusCode(200).body("result", equalTo("success"));
        get("/documents/" + document).body("doc_metadata.value", contains("Ada", 1843.5f, 1700000000));
        get("/documents").body("data[0].doc_metadata.name", contains("author", "year", "read"));
        get("/metadata").body("doc_metadata.count", contains(1, 1, 1));
        assertEquals("1843.5",
                Rows.text("select number_value from document_metadata where metadata_id = ?", UUID.fromString(year)));
        set(document, true, value(year, "year", "1844")).statusCode(200);
        get("/documents/" + document).body("doc_metadata.value", contains("Ada", 1844, 1700000000));
        set(document, false, value(author, "author", null)).statusCode(200);
        get("/documents/" + document).body("doc_metadata", hasSize(1)).body("doc_metadata[0].value", nullValue());
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedAndNothingIsKept() {
        String document = dataset.finished("a.txt", "one");
        String author = field("string", "author");
        String year = field("number", "year");
        set(document, true, value(author, "author", "Ada"), value(year, "year", "long ago")).statusCode(400)
                .body("code", equalTo("invalid_metadata")).body("details.field", equalTo("year"));
        set(document, true, value(author, "author", 7)).statusCode(400).body("code", equalTo("invalid_metadata"));
        set(document, true, value(UUID.randomUUID().toString(), "x", 7)).statusCode(404);
        set(UUID.randomUUID().toString(), true, value(author, "author", "Ada")).statusCode(404);
        get("/documents/" + document).body("doc_metadata", hasSize(0));
    }

    @Test
    void builtInFieldsDescribeDocumentsOnceTheyAreSwitchedOn() {
        String document = dataset.finished("a.txt", "one");
        get("/metadata/built-in").body("fields.name",
                contains("document_name", "uploader", "upload_date", "last_update_date", "source"));
        request().post(dataset.path() + "/metadata/built-in/enable").then().statusCode(200);
        get("/documents/" + document).body("doc_metadata.find { it.name == 'document_name' }.value", equalTo("a.txt"))
                .body("doc_metadata.find { it.name == 'uploader' }.value", equalTo("owner"))
                .body("doc_metadata.find { it.name == 'source' }.value", equalTo("upload_file"));
        request().post(dataset.path() + "/metadata/built-in/disable").then().statusCode(200);
        get("/documents/" + document).body("doc_metadata", hasSize(0));
    }

    @Test
    void anotherWorkspaceReachesNoFieldAndNoTag() {
        String author = field("string", "author");
        String tag = tag("laws");
        RequestSpecification foreigner = members.owner().request();
        foreigner.get(dataset.path() + "/metadata").then().statusCode(404);
        foreigner.body(Map.of("name", "x")).patch(dataset.path() + "/metadata/" + author).then().statusCode(404);
        foreigner.delete(dataset.path() + "/metadata/" + author).then().statusCode(404);
        foreigner.get("/console/api/tags").then().statusCode(200).body("$", hasSize(0));
        foreigner.body(Map.of("name", "x")).patch("/console/api/tags/" + tag).then().statusCode(404);
        foreigner.delete("/console/api/tags/" + tag).then().statusCode(404);
        TestDataset foreign = datasets.economy();
        foreign.owner().request().body(Map.of("tag_ids", List.of(tag), "target_id", foreign.id(), "type", "knowledge"))
                .post("/console/api/tag-bindings/create").then().statusCode(404);
        request().body(Map.of("tag_ids", List.of(tag), "target_id", foreign.id(), "type", "knowledge"))
                .post("/console/api/tag-bindings/create").then().statusCode(404);
    }

    @Test
    void tagsAreBoundAndFoundBy() {
        String laws = tag("laws");
        String unused = tag("unused");
        datasets.more(dataset.owner(), Map.of());
        bind("create", laws).statusCode(200);
        bind("create", laws).statusCode(200);
        request().get("/console/api/tags?type=knowledge&keyword=LAW").then().body("name", contains("laws"))
                .body("binding_count", contains("1")).body("type", contains("knowledge"));
        get("").body("tags.name", contains("laws"));
        request().get("/console/api/datasets?tag_ids=" + laws).then().body("data.id", contains(dataset.id()))
                .body("total", equalTo(1));
        request().get("/console/api/datasets?tag_ids=" + unused).then().body("data", hasSize(0));
        bind("remove", laws).statusCode(200);
        get("").body("tags", hasSize(0));
        request().body(Map.of("name", "laws", "type", "knowledge")).post("/console/api/tags").then().statusCode(400)
                .body("details.type", equalTo("unique"));
        request().body(Map.of("name", "statutes")).patch("/console/api/tags/" + laws).then().body("name", equalTo("statutes"));
        request().delete("/console/api/tags/" + laws).then().statusCode(204);
    }

    @Test
    void appsHaveTagsOfTheirOwn() {
        String app = request().body(Map.of("name", "Chat", "mode", "chat")).post("/console/api/apps").path("id");
        String tag = request().body(Map.of("name", "laws", "type", "app")).post("/console/api/tags").then().statusCode(200)
                .extract().path("id");
        request().body(Map.of("tag_ids", List.of(tag), "target_id", app, "type", "app")).post("/console/api/tag-bindings/create")
                .then().statusCode(200);
        request().get("/console/api/tags?type=app").then().body("binding_count", contains("1"));
        request().get("/console/api/apps/" + app).then().body("tags.name", contains("laws"));
        request().get("/console/api/apps?tag_ids=" + tag).then().body("data.id", contains(app)).body("data[0].tags.id",
                contains(tag));
        request().get("/console/api/apps?tag_ids=" + UUID.randomUUID()).then().body("data", hasSize(0));
        request().get("/console/api/apps?tag_ids=none").then().body("data", hasSize(0));
        request().body(Map.of("tag_ids", List.of(tag), "target_id", dataset.id(), "type", "knowledge"))
                .post("/console/api/tag-bindings/create").then().statusCode(404);
        request().delete("/console/api/apps/" + app).then().statusCode(200);
        request().get("/console/api/tags?type=app").then().body("binding_count", contains("0"));
    }

    @Test
    void theKnowledgeApiHasTagsAndMetadataToo() {
        String key = TestDatasets.key(dataset.owner());
        String document = dataset.finished("a.txt", "one");
        String path = "/v1/datasets/" + dataset.id();
        String tag = TestDatasets.withKey(key).body(Map.of("name", "laws")).post("/v1/datasets/tags").then().statusCode(200)
                .body("binding_count", equalTo("0")).extract().path("id");
        TestDatasets.withKey(key).body(Map.of("tag_ids", List.of(tag), "target_id", dataset.id()))
                .post("/v1/datasets/tags/binding")
                .then().statusCode(204);
        TestDatasets.withKey(key).get(path + "/tags").then().body("data.name", contains("laws")).body("total", equalTo(1));
        TestDatasets.withKey(key).get("/v1/datasets?tag_ids=" + tag).then().body("data.id", contains(dataset.id()));
        TestDatasets.withKey(key).body(Map.of("tag_id", tag, "name", "rules")).patch("/v1/datasets/tags").then()
                .body("name", equalTo("rules"));
        TestDatasets.withKey(key).body(Map.of("tag_id", tag, "target_id", dataset.id())).post("/v1/datasets/tags/unbinding")
                .then()
                .statusCode(204);
        TestDatasets.withKey(key).body(Map.of("tag_id", tag)).delete("/v1/datasets/tags").then().statusCode(204);
        TestDatasets.withKey(key).get("/v1/datasets/tags").then().body("$", hasSize(0));
        String field = TestDatasets.withKey(key).body(Map.of("type", "string", "name", "author")).post(path + "/metadata").then()
                .statusCode(201).extract().path("id");
        TestDatasets.withKey(key).body(Map.of("operation_data", List.of(Map.of("document_id", document, "metadata_list",
                List.of(Map.of("id", field, "name", "author", "value", "Ada")))))).post(path + "/documents/metadata").then()
                .statusCode(200);
        TestDatasets.withKey(key).get(path + "/documents/" + document + "?metadata=only").then()
                .body("doc_metadata.value", contains("Ada"));
        TestDatasets.withKey(key).get(path + "/metadata/built-in").then().body("fields.name", hasItems("uploader"));
        TestDatasets.withKey(key).delete(path + "/metadata/" + field).then().statusCode(204);
    }

    @Test
    void theKnowledgeApiSaysThatThereAreNoPipelines() {
        String key = TestDatasets.key(dataset.owner());
        TestDatasets.withKey(key).body(Map.of()).post("/v1/datasets/" + dataset.id() + "/pipeline/run").then().statusCode(400)
                .body("code", equalTo("invalid_param"));
        TestDatasets.withKey(key).get("/v1/datasets/" + dataset.id() + "/pipeline/datasource-plugins").then().statusCode(400);
        TestDatasets.withKey(key).post("/v1/datasets/pipeline/file-upload").then().statusCode(400);
        request().get("/console/api/rag/pipelines/4711/workflows/draft").then().statusCode(400)
                .body("code", equalTo("invalid_param"));
        request().post(dataset.path() + "/notion/sync").then().statusCode(400).body("details.field", equalTo("data_source_type"));
    }

    private String field(String type, String name) { return newField(type, name).statusCode(201).extract().path("id"); }

    private ValidatableResponse newField(String type, String name) {
        return request().body(Map.of("type", type, "name", name)).post(dataset.path() + "/metadata").then();
    }

    private static Map<String, Object> value(String id, String name, Object value) {
        Map<String, Object> item = new HashMap<>(Map.of("id", id, "name", name));
        item.put("value", value);
        return item;
    }

    @SafeVarargs
    private ValidatableResponse set(String document, boolean partial, Map<String, Object>... values) {
        return request().body(Map.of("operation_data",
                List.of(Map.of("document_id", document, "metadata_list", List.of(values), "partial_update", partial))))
                .post(dataset.path() + "/documents/metadata").then();
    }

    private String tag(String name) {
        return request().body(Map.of("name", name, "type", "knowledge")).post("/console/api/tags").then().statusCode(200)
                .extract()
                .path("id");
    }

    private ValidatableResponse bind(String action, String tag) {
        return request().body(Map.of("tag_ids", List.of(tag), "target_id", dataset.id(), "type", "knowledge"))
                .post("/console/api/tag-bindings/" + action).then();
    }

    private ValidatableResponse get(String part) { return request().get(dataset.path() + part).then().statusCode(200); }

    private RequestSpecification request() { return dataset.owner().request(); }
}
