package dev.difynative.api.console.knowledge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.testsupport.TestDatasets.TestDataset;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Datasets of uploaded files, and of other services. */
@QuarkusTest
class ConsoleDatasetSetupTest {
    private static final String RULE = """
            {"mode": "custom", "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\\n\\n", "max_tokens": 50}}}""";
    private static final ModelServer ELSEWHERE = ModelServer.start();

    @Inject TestDatasets datasets;
    @Inject Members members;
    private Member owner;

    @BeforeEach
    void join() {
        owner = members.owner();
        ELSEWHERE.reset();
    }

    @AfterAll
    static void stop() { ELSEWHERE.close(); }

    @Test
    void aDatasetIsMadeOfUploadedFiles() {
        String one = upload("a long name of a file.md", "# One");
        String two = upload("two.txt", "Two");
        init("upload_file", List.of(one, two)).statusCode(201)
                .body("dataset.name", equalTo("a long name of a f..."))
                .body("dataset.indexing_technique", equalTo("economy"))
                .body("dataset.document_count", equalTo(2))
                .body("documents.name", contains("a long name of a file.md", "two.txt"))
                .body("documents.position", contains(1, 2));
        init("upload_file", List.of(one)).statusCode(404);
        String three = upload("a long name of a file.md", "# Three");
        String dataset = init("upload_file", List.of(three)).statusCode(201)
                .body("dataset.name", equalTo("a long name of a f... 2")).extract().path("dataset.id");
        String four = upload("four.txt", "Four");
        owner.request().body(body("upload_file", List.of(four))).post("/console/api/datasets/" + dataset + "/documents").then()
                .statusCode(200).body("documents.name", contains("four.txt")).body("dataset.document_count", equalTo(2));
    }

    @Test
    void onlyFilesAreASourceAndOnlyOnesOwn() {
        String file = upload("a.txt", "a");
        for (String type : List.of("notion_import", "website_crawl")) {
            init(type, List.of(file)).statusCode(400).body("details.field", equalTo("data_source_type"))
                    .body("details.type", equalTo("unsupported"));
        }
        init("upload_file", List.of()).statusCode(400).body("details.field", equalTo("file_ids"));
        Member foreigner = members.owner();
        foreigner.request().body(body("upload_file", List.of(file))).post("/console/api/datasets/init").then().statusCode(404);
        foreigner.request().get("/console/api/datasets").then().body("data", hasSize(0));
        foreigner.request().body(estimate(file)).post("/console/api/datasets/indexing-estimate").then().statusCode(404);
    }

    @Test
    void filesThatAreNoDocumentsAreRefusedForDatasets() {
        send("a.exe", "x", Map.of("source", "datasets")).statusCode(415).body("code", equalTo("unsupported_file_type"));
        owner.request().get("/console/api/files/support-type").then().statusCode(200)
                .body("allowed_extensions", hasItems("pdf", "docx", "md", "mdx", "srt", "ndjson", "makefile"));
        owner.request().get("/console/api/files/upload").then().statusCode(200).body("file_size_limit", equalTo(100));
        members.join(owner.tenantId(), Role.NORMAL).request().contentType(ContentType.MULTIPART)
                .multiPart("file", "a.txt", new byte[1])
                .post("/console/api/files/upload").then().statusCode(415).body("code", equalTo("unsupported_file_type"));
    }

    @Test
    void anEstimateShowsThePiecesAndStoresNothing() {
        String file = upload("a.txt", "First part\n\nSecond part");
        owner.request().body(estimate(file)).post("/console/api/datasets/indexing-estimate").then().statusCode(200)
                .body("total_segments", greaterThan(0)).body("preview[0].content", not(equalTo("")));
        owner.request().get("/console/api/datasets").then().body("data", hasSize(0));
    }

    @Test
    void anEstimateOfABatchShowsThePiecesOfItsDocuments() {
        TestDataset dataset = datasets.more(owner, Map.of());
        String batch = dataset.upload("a.txt", "First part", Map.of("indexing_technique", "economy", "process_rule", RULE)).then()
                .statusCode(200).extract().path("batch");
        owner.request().get(dataset.path() + "/batch/" + batch + "/indexing-estimate").then().statusCode(200)
                .body("total_segments", equalTo(1)).body("preview.content", contains("First part"));
        owner.request().get(dataset.path() + "/batch/none/indexing-estimate").then().statusCode(404);
        members.owner().request().get(dataset.path() + "/batch/" + batch + "/indexing-estimate").then().statusCode(404);
    }

    @Test
    void callsForOtherSourcesSayThatThereAreNone() {
        TestDataset dataset = datasets.more(owner, Map.of("indexing_technique", "economy"));
        String document = dataset.finished("a.txt", "one");
        for (String path : List.of("/documents/" + document + "/website-sync", "/documents/" + document + "/notion/sync",
                "/notion/sync")) {
            owner.request().get(dataset.path() + path).then().statusCode(400).body("code", equalTo("invalid_param"))
                    .body("details.field", equalTo("data_source_type"));
            owner.request().post(dataset.path() + path).then().statusCode(400);
            members.owner().request().get(dataset.path() + path).then().statusCode(404);
        }
        owner.request().get(dataset.path() + "/documents/" + UUID.randomUUID() + "/website-sync").then().statusCode(404);
        owner.request().post(dataset.path() + "/documents/generate-summary").then().statusCode(400);
        owner.request().body(Map.of("url", "https://example.com")).post("/console/api/website/crawl").then().statusCode(400);
        owner.request().get("/console/api/website/crawl/status/1").then().statusCode(400);
        owner.request().get("/console/api/notion/pre-import/pages").then().statusCode(400);
        owner.request().body(Map.of()).post("/console/api/datasets/notion-indexing-estimate").then().statusCode(400)
                .body("message", equalTo("notion_import is not supported yet: documents are made of uploaded files"));
    }

    @Test
    void theRuleOfADocumentIsShownOrTheUsualOne() {
        owner.request().get("/console/api/datasets/process-rule").then().statusCode(200).body("mode", equalTo("custom"))
                .body("rules.segmentation.max_tokens", equalTo(500))
                .body("limits.indexing_max_segmentation_tokens_length", equalTo(4000));
        TestDataset dataset = datasets.more(owner, Map.of());
        String document = dataset.upload("a.txt", "a", Map.of("indexing_technique", "economy", "process_rule", RULE)).then()
                .statusCode(200).extract().path("document.id");
        owner.request().get("/console/api/datasets/process-rule?document_id=" + document).then().statusCode(200)
                .body("rules.segmentation.max_tokens", equalTo(50));
        members.owner().request().get("/console/api/datasets/process-rule?document_id=" + document).then().statusCode(404);
        owner.request().get("/console/api/datasets/retrieval-setting").then().body("retrieval_method",
                hasItems("semantic_search", "hybrid_search"));
        owner.request().get("/console/api/datasets/api-base-info").then().body("api_base_url",
                equalTo(RestAssured.baseURI + ":" + RestAssured.port + "/v1"));
        owner.request().get(dataset.path() + "/auto-disable-logs").then().body("document_ids", hasSize(0));
    }

    @Test
    void whatWasAskedIsListed() {
        TestDataset dataset = datasets.more(owner, Map.of("indexing_technique", "economy"));
        dataset.finished("a.txt", "one");
        owner.request().body(Map.of("query", "who?")).post(dataset.path() + "/hit-testing").then().statusCode(200);
        owner.request().get(dataset.path() + "/queries").then().body("total", equalTo(1)).body("data[0].content", equalTo("who?"))
                .body("data[0].source", equalTo("hit_testing")).body("has_more", equalTo(false));
        members.owner().request().get(dataset.path() + "/queries").then().statusCode(404);
    }

    @Test
    void anExternalDatasetIsSearchedWhereItIs() {
        ELSEWHERE.reply("/retrieval", ModelReply.of(200, "application/json", "{\"records\": []}"));
        String api = owner.request().body(externalApi("secret-key-0815")).post("/console/api/datasets/external-knowledge-api")
                .then()
                .statusCode(201).body("settings.api_key", equalTo("sec******815")).body("name", equalTo("Wiki"))
                .extract().path("id");
        String dataset = owner.request().body(Map.of("name", "Outside", "external_knowledge_api_id", api, "external_knowledge_id",
                "kb-1", "external_retrieval_model", Map.of("top_k", 3, "score_threshold", 0.5, "score_threshold_enabled", true)))
                .post("/console/api/datasets/external").then().statusCode(201).body("provider", equalTo("external"))
                .body("external_knowledge_info.external_knowledge_api_name", equalTo("Wiki"))
                .body("external_retrieval_model.top_k", equalTo(3)).extract().path("id");
        ELSEWHERE.reset();
        ELSEWHERE.reply("/retrieval", ModelReply.of(200, "application/json", """
                {"records": [{"content": "Foxes hunt", "score": 0.9, "title": "animals.md", "metadata": {"page": 3}}]}"""));
        owner.request().body(Map.of("query", "foxes")).post("/console/api/datasets/" + dataset + "/external-hit-testing").then()
                .statusCode(200).body("query.content", equalTo("foxes")).body("records[0].content", equalTo("Foxes hunt"))
                .body("records[0].title", equalTo("animals.md")).body("records[0].score", equalTo(0.9f));
        assertEquals("kb-1", ELSEWHERE.lastAsked().json().path("knowledge_id").asText());
        assertEquals(3, ELSEWHERE.lastAsked().json().at("/retrieval_setting/top_k").asInt());
        assertEquals("Bearer secret-key-0815", ELSEWHERE.lastAsked().headers().get("authorization"));
        owner.request().get("/console/api/datasets/external-knowledge-api/" + api + "/use-check").then()
                .body("is_using", equalTo(true)).body("count", equalTo(1));
        owner.request().delete("/console/api/datasets/external-knowledge-api/" + api).then().statusCode(409);
        TestDatasets.send(owner.accessToken(), "/console/api/datasets/" + dataset + "/document/create_by_file", "a.txt", "a",
                Map.of("indexing_technique", "economy")).then().statusCode(400);
        owner.request().delete("/console/api/datasets/" + dataset).then().statusCode(204);
        owner.request().delete("/console/api/datasets/external-knowledge-api/" + api).then().statusCode(204);
    }

    @Test
    void anExternalApiMustAnswerAndIsForAdministrators() {
        ELSEWHERE.reply("/retrieval", ModelReply.of(403, "application/json", "{}"));
        owner.request().body(externalApi("wrong")).post("/console/api/datasets/external-knowledge-api").then().statusCode(400)
                .body("details.field", equalTo("api_key"));
        Member editor = members.join(owner.tenantId(), Role.EDITOR);
        editor.request().body(externalApi("x")).post("/console/api/datasets/external-knowledge-api").then().statusCode(403);
        owner.request().body(Map.of("name", "Wiki")).post("/console/api/datasets/external-knowledge-api").then().statusCode(400)
                .body("details.field", equalTo("settings"));
        owner.request().body(Map.of("name", "x", "external_knowledge_id", "kb-1", "external_knowledge_api_id",
                UUID.randomUUID().toString())).post("/console/api/datasets/external").then().statusCode(404);
    }

    @Test
    void aKeyThatIsSentBackMaskedStays() {
        ELSEWHERE.reply("/retrieval", ModelReply.of(200, "application/json", "{}"));
        String path = "/console/api/datasets/external-knowledge-api";
        String api = owner.request().body(externalApi("secret-key-0815")).post(path).then().statusCode(201).extract().path("id");
        ELSEWHERE.reset();
        ELSEWHERE.reply("/retrieval", ModelReply.of(200, "application/json", "{}"));
        owner.request().body(externalApi("sec******815")).patch(path + "/" + api).then().statusCode(200);
        assertEquals("Bearer secret-key-0815", ELSEWHERE.lastAsked().headers().get("authorization"));
        owner.request().get(path + "?keyword=WIK").then().body("data.id", contains(api));
        Member foreigner = members.owner();
        foreigner.request().get(path + "/" + api).then().statusCode(404);
        foreigner.request().delete(path + "/" + api).then().statusCode(404);
        foreigner.request().get(path).then().body("data", hasSize(0));
    }

    private static Map<String, Object> externalApi(String key) {
        return Map.of("name", "Wiki", "settings", Map.of("endpoint", ELSEWHERE.url() + "/", "api_key", key));
    }

    private static Map<String, Object> estimate(String file) {
        return Map.of("info_list", Map.of("data_source_type", "upload_file", "file_info_list", Map.of("file_ids", List.of(file))),
                "process_rule", Map.of("mode", "automatic"), "indexing_technique", "economy", "doc_form", "text_model");
    }

    private static Map<String, Object> body(String type, List<String> files) {
        return Map.of("data_source", Map.of("info_list", Map.of("data_source_type", type, "file_info_list",
                Map.of("file_ids", files))), "indexing_technique", "economy", "process_rule", Map.of("mode", "automatic"));
    }

    private ValidatableResponse init(String type, List<String> files) {
        return owner.request().body(body(type, files)).post("/console/api/datasets/init").then();
    }

    private String upload(String name, String text) {
        return send(name, text, Map.of("source", "datasets")).statusCode(201).body("name", equalTo(name)).extract().path("id");
    }

    private ValidatableResponse send(String name, String text, Map<String, String> fields) {
        return RestAssured.given().header("Authorization", "Bearer " + owner.accessToken()).contentType(ContentType.MULTIPART)
                .multiPart("file", name, text.getBytes(StandardCharsets.UTF_8), "text/plain").formParams(fields)
                .post("/console/api/files/upload").then();
    }
}
