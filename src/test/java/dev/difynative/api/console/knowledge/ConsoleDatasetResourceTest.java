package dev.difynative.api.console.knowledge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.knowledge.index.DatasetIndexes;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestDatasets;
import dev.difynative.testsupport.TestDatasets.TestDataset;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleDatasetResourceTest {
    private static final String DATASETS = "/console/api/datasets";

    @Inject Members members;
    @Inject TestDatasets datasets;
    @Inject DatasetIndexes indexes;

    @Test
    void aNewDatasetHasTheDefaultsOfTheContract() {
        Member owner = members.owner();
        owner.request().body(Map.of("name", " Handbook ", "indexing_technique", "high_quality")).post(DATASETS).then()
                .statusCode(201)
                .body("name", equalTo("Handbook"))
                .body("description", equalTo(""))
                .body("permission", equalTo("only_me"))
                .body("indexing_technique", equalTo("high_quality"))
                .body("embedding_model_provider", equalTo("builtin"))
                .body("embedding_available", equalTo(true))
                .body("document_count", equalTo(0))
                .body("word_count", equalTo(0))
                .body("app_count", equalTo(0))
                .body("created_by", equalTo(owner.accountId().toString()));
    }

    @Test
    void anEconomyDatasetHasNoEmbeddingModel() {
        TestDataset dataset = datasets.economy();
        dataset.owner().request().get(dataset.path()).then().statusCode(200)
                .body("embedding_model", nullValue())
                .body("retrieval_model_dict.search_method", equalTo("keyword_search"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                              | name                 | required
            {"name": "12345678901234567890123456789012345678901"}          | name                 | length
            {"name": "x", "permission": "everybody"}                        | permission           | enum
            {"name": "x", "indexing_technique": "magic"}                    | indexing_technique   | enum
            {"name": "x", "retrieval_model": {"search_method": "guess"}}    | retrieval_model.search_method | enum
            {"name": "x", "retrieval_model": {"top_k": 0}}                  | retrieval_model.top_k | range
            {"name": "x", "provider": "elsewhere"}                          | provider             | enum
            {"name": "x", "permission": "partial_members", "partial_member_list": [{"user_id": "4711"}]} | partial_member_list | format
            {"name": "x", "provider": "external"}                           | external_knowledge_id | required""")
    void whatIsWrongWithANewDatasetIsNamed(String body, String field, String rule) {
        members.owner().request().body(body).post(DATASETS).then().statusCode(400)
                .body("code", equalTo("invalid_param"))
                .body("details.field", equalTo(field))
                .body("details.type", equalTo(rule));
    }

    @Test
    void aModelThatIsNotConfiguredIsRefused() {
        members.owner().request()
                .body(Map.of("name", "x", "indexing_technique", "high_quality", "embedding_model_provider", "openai",
                        "embedding_model", "text-embedding-3-small"))
                .post(DATASETS).then().statusCode(400).body("code", equalTo("provider_not_initialize"));
    }

    @Test
    void aNameIsTakenOnlyOncePerWorkspace() {
        TestDataset dataset = datasets.economy();
        String name = dataset.owner().request().get(dataset.path()).path("name");
        dataset.owner().request().body(Map.of("name", name)).post(DATASETS).then().statusCode(409)
                .body("code", equalTo("dataset_name_duplicate"));
        TestDataset second = datasets.more(dataset.owner(), Map.of());
        dataset.owner().request().body(Map.of("name", name)).patch(second.path()).then().statusCode(409)
                .body("code", equalTo("dataset_name_duplicate"));
        members.owner().request().body(Map.of("name", name)).post(DATASETS).then().statusCode(201);
    }

    @Test
    void theListIsSearchedByKeywordIdsAndTagsAndSaysWhetherThereIsMore() {
        Member owner = members.owner();
        TestDataset laws = datasets.more(owner, Map.of("name", "Laws 100%"));
        TestDataset lore = datasets.more(owner, Map.of("name", "Lore"));
        owner.request().queryParam("keyword", "100%").get(DATASETS).then().statusCode(200)
                .body("data.id", contains(laws.id())).body("total", equalTo(1)).body("has_more", equalTo(false));
        owner.request().get(DATASETS + "?ids=" + lore.id()).then().body("data.id", contains(lore.id()));
        owner.request().get(DATASETS + "?limit=1").then().body("data.id", contains(lore.id())).body("total", equalTo(2))
                .body("has_more", equalTo(true));
        owner.request().get(DATASETS + "?limit=101").then().statusCode(400).body("details.field", equalTo("limit"));
        owner.request().get(DATASETS + "?tag_ids=4711").then().statusCode(200).body("data", hasSize(0));
    }

    @Test
    void onlyMeIsSeenByNobodyElseButTheOwnerOfTheWorkspace() {
        Member owner = members.owner();
        Member maker = members.join(owner.tenantId(), Role.EDITOR);
        Member other = members.join(owner.tenantId(), Role.ADMIN);
        TestDataset dataset = datasets.more(maker, Map.of("permission", "only_me"));
        maker.request().get(dataset.path()).then().statusCode(200);
        owner.request().get(dataset.path()).then().statusCode(200);
        other.request().get(dataset.path()).then().statusCode(403).body("code", equalTo("access_denied"));
        other.request().body(Map.of("name", "Mine")).patch(dataset.path()).then().statusCode(403);
        other.request().delete(dataset.path()).then().statusCode(403);
        other.request().get(dataset.path() + "/documents").then().statusCode(403);
        other.request().get(DATASETS).then().body("data", hasSize(0));
        other.request().get(DATASETS + "?include_all=true").then().body("data", hasSize(0));
        owner.request().get(DATASETS).then().body("data", hasSize(0));
        owner.request().get(DATASETS + "?include_all=true").then().body("data.id", contains(dataset.id()));
    }

    @Test
    void allTeamMembersSeeADatasetOfTheTeamAndOnlyEditorsChangeIt() {
        Member owner = members.owner();
        Member reader = members.join(owner.tenantId(), Role.NORMAL);
        TestDataset dataset = datasets.more(owner, Map.of("permission", "all_team_members"));
        reader.request().get(dataset.path()).then().statusCode(200);
        reader.request().get(DATASETS).then().body("data.id", contains(dataset.id()));
        reader.request().body(Map.of("name", "x")).patch(dataset.path()).then().statusCode(403);
        reader.request().delete(dataset.path()).then().statusCode(403);
        reader.request().body(Map.of("name", "x")).post(DATASETS).then().statusCode(403);
    }

    @Test
    void partialMembersAreThoseWhoAreNamed() {
        Member owner = members.owner();
        Member maker = members.join(owner.tenantId(), Role.EDITOR);
        Member named = members.join(owner.tenantId(), Role.EDITOR);
        Member other = members.join(owner.tenantId(), Role.EDITOR);
        TestDataset dataset = datasets.more(maker, Map.of("permission", "partial_members", "partial_member_list",
                List.of(Map.of("user_id", named.accountId().toString()))));
        named.request().get(dataset.path()).then().statusCode(200)
                .body("partial_member_list", contains(named.accountId().toString()));
        other.request().get(dataset.path()).then().statusCode(403);
        maker.request().get(dataset.path() + "/permission-part-users").then()
                .body("data", contains(named.accountId().toString()));
        maker.request().body(Map.of("partial_member_list", List.of(Map.of("user_id", other.accountId().toString()))))
                .patch(dataset.path()).then().statusCode(200);
        named.request().get(dataset.path()).then().statusCode(403);
        other.request().get(dataset.path()).then().statusCode(200);
        maker.request().body(Map.of("permission", "only_me")).patch(dataset.path()).then().statusCode(200)
                .body("partial_member_list", hasSize(0));
        other.request().get(dataset.path()).then().statusCode(403);
    }

    @Test
    void aStrangerCannotBeAPartialMember() {
        Member stranger = members.owner();
        TestDataset dataset = datasets.economy();
        dataset.owner().request().body(Map.of("permission", "partial_members", "partial_member_list",
                List.of(Map.of("user_id", stranger.accountId().toString())))).patch(dataset.path()).then().statusCode(400)
                .body("details.field", equalTo("partial_member_list"));
    }

    @Test
    void nothingOfAnotherWorkspaceIsVisible() {
        TestDataset dataset = datasets.economy();
        String document = dataset.finished("a.txt", "one");
        Member foreigner = members.owner();
        String path = dataset.path();
        foreigner.request().get(path).then().statusCode(404).body("code", equalTo("not_found"));
        foreigner.request().body(Map.of("name", "Mine")).patch(path).then().statusCode(404);
        foreigner.request().delete(path).then().statusCode(404);
        for (String part : List.of("/use-check", "/related-apps", "/permission-part-users", "/indexing-status", "/error-docs",
                "/documents", "/documents/" + document, "/documents/" + document + "/indexing-status",
                "/documents/" + document + "/segments")) {
            foreigner.request().get(path + part).then().statusCode(404).body("code", equalTo("not_found"));
        }
        TestDatasets.send(foreigner.accessToken(), path + "/document/create_by_file", "b.txt", "two", Map.of()).then()
                .statusCode(404);
        foreigner.request().get(DATASETS + "?include_all=true&ids=" + dataset.id()).then().body("data", hasSize(0));
        TestDataset own = datasets.more(foreigner, Map.of());
        foreigner.request().get(own.path() + "/documents/" + document).then().statusCode(404);
        foreigner.request().delete(own.path() + "/documents?document_id=" + document).then().statusCode(204);
        dataset.owner().request().get(path + "/documents/" + document).then().statusCode(200);
    }

    @Test
    void anUpdateChangesWhatItNamesAndNothingElse() {
        TestDataset dataset = datasets.economy();
        dataset.owner().request().body(Map.of("description", "All laws", "permission", "all_team_members",
                "retrieval_model", Map.of("search_method", "keyword_search", "top_k", 7))).patch(dataset.path()).then()
                .statusCode(200)
                .body("description", equalTo("All laws"))
                .body("permission", equalTo("all_team_members"))
                .body("retrieval_model_dict.top_k", equalTo(7))
                .body("indexing_technique", equalTo("economy"));
        dataset.owner().request().body(Map.of("name", "Renamed")).patch(dataset.path()).then()
                .body("name", equalTo("Renamed")).body("description", equalTo("All laws"));
    }

    @Test
    void anotherTechniqueIndexesFinishedDocumentsAnew() {
        TestDataset dataset = datasets.economy();
        String document = dataset.finished("a.txt", "Foxes hunt mice", "Owls sleep by day");
        dataset.owner().request().body(Map.of("indexing_technique", "high_quality", "retrieval_model",
                Map.of("search_method", "semantic_search", "top_k", 1))).patch(dataset.path()).then().statusCode(200)
                .body("embedding_model_provider", equalTo("builtin"));
        Eventually.isTrue("the document is indexed anew",
                () -> "completed".equals(dataset.owner().request()
                        .get(dataset.path() + "/documents/" + document + "/indexing-status").path("indexing_status")));
        dataset.owner().request().body(Map.of("query", "mice")).post(dataset.path() + "/retrieve").then().statusCode(200)
                .body("records.segment.content", contains("Foxes hunt mice"));
    }

    @Test
    void anUploadedFileIsReadSplitAndFound() {
        TestDataset dataset = datasets.more(members.owner(), Map.of("indexing_technique", "high_quality"));
        String batch = dataset.upload("animals.md", "# Foxes\n\nFoxes hunt mice.\n", Map.of()).then().statusCode(200).extract()
                .path("batch");
        String progress = dataset.path() + "/batch/" + batch + "/indexing-status";
        Eventually.isTrue("the file is indexed",
                () -> "completed".equals(dataset.owner().request().get(progress).path("data[0].indexing_status")));
        dataset.owner().request().get(progress).then().body("data[0].completed_segments", equalTo(1))
                .body("data[0].total_segments", equalTo(1));
        dataset.owner().request().body(Map.of("query", "foxes hunt")).post(dataset.path() + "/hit-testing").then().statusCode(200)
                .body("records[0].segment.document.name", equalTo("animals.md"));
    }

    @Test
    void anAppWhosePublishedGraphSearchesADatasetUsesIt() {
        TestDataset dataset = datasets.economy();
        String app = dataset.owner().request().body(Map.of("name", "Graph", "mode", "advanced-chat")).post("/console/api/apps")
                .path("id");
        String workflows = "/console/api/apps/" + app + "/workflows";
        dataset.owner().request().body("""
                {"force": true, "features": {}, "graph": {"nodes": [
                  {"id": "s", "position": {"x": 0, "y": 0}, "data": {"type": "start", "title": "Start", "variables": []}},
                  {"id": "k", "position": {"x": 0, "y": 0}, "data": {"type": "knowledge-retrieval", "title": "Search",
                    "query_variable_selector": ["sys", "query"], "retrieval_mode": "multiple", "dataset_ids": ["%s"],
                    "multiple_retrieval_config": {"top_k": 2, "reranking_enable": false}}},
                  {"id": "a", "position": {"x": 0, "y": 0}, "data": {"type": "answer", "title": "Answer", "answer": "{{#k.result#}}"}}
                ], "edges": [{"id": "1", "source": "s", "target": "k"}, {"id": "2", "source": "k", "target": "a"}]}}"""
                .formatted(dataset.id())).post(workflows + "/draft").then().statusCode(200);
        dataset.owner().request().get(dataset.path() + "/use-check").then().body("is_using", equalTo(false));
        dataset.owner().request().post(workflows + "/publish").then().statusCode(200);
        dataset.owner().request().get(dataset.path() + "/related-apps").then().body("data.id", contains(app));
        dataset.owner().request().delete(dataset.path()).then().statusCode(409).body("code", equalTo("dataset_in_use"));
    }

    @Test
    void aDatasetInUseIsNotDeleted() {
        TestDataset dataset = datasets.economy();
        String app = dataset.owner().request().body(Map.of("name", "Helper", "mode", "chat")).post("/console/api/apps")
                .path("id");
        saveConfig(dataset, app, List.of(Map.of("dataset", Map.of("enabled", true, "id", dataset.id()))));
        dataset.owner().request().get(dataset.path() + "/use-check").then().body("is_using", equalTo(true));
        dataset.owner().request().get(dataset.path() + "/related-apps").then()
                .body("data.id", contains(app)).body("data.name", contains("Helper")).body("total", equalTo(1));
        dataset.owner().request().delete(dataset.path()).then().statusCode(409).body("code", equalTo("dataset_in_use"));
        dataset.owner().request().get(dataset.path()).then().body("app_count", equalTo(1));
        saveConfig(dataset, app, List.of());
        dataset.owner().request().delete(dataset.path()).then().statusCode(204);
        dataset.owner().request().get(dataset.path()).then().statusCode(404);
    }

    @Test
    void anAppThatIsDeletedUsesNothing() {
        TestDataset dataset = datasets.economy();
        String app = dataset.owner().request().body(Map.of("name", "Helper", "mode", "chat")).post("/console/api/apps")
                .path("id");
        saveConfig(dataset, app, List.of(Map.of("dataset", Map.of("enabled", true, "id", dataset.id()))));
        dataset.owner().request().delete("/console/api/apps/" + app).then().statusCode(200);
        dataset.owner().request().delete(dataset.path()).then().statusCode(204);
    }

    @Test
    void nothingIsLeftOfADeletedDataset() {
        TestDataset dataset = datasets.economy();
        dataset.finished("a.txt", "one", "two");
        long before = indexes.bytes();
        dataset.owner().request().body(Map.of("query", "one")).post(dataset.path() + "/retrieve").then().statusCode(200);
        assertTrue(indexes.bytes() > before);
        dataset.owner().request().delete(dataset.path()).then().statusCode(204);
        assertEquals(before, indexes.bytes());
        UUID id = UUID.fromString(dataset.id());
        assertEquals("0", Rows.text("select count(*) from index_entries where dataset_id = ?", id));
        assertEquals("0", Rows.text("select count(*) from documents where dataset_id = ?", id));
        assertEquals("0", Rows.text("select count(*) from segments where dataset_id = ?", id));
        assertEquals("0", Rows.text("select count(*) from upload_files where tenant_id = ?", dataset.owner().tenantId()));
    }

    private static void saveConfig(TestDataset dataset, String app, List<Object> searched) {
        dataset.owner().request().body(Map.of("model", Map.of(), "dataset_configs",
                Map.of("retrieval_model", "multiple", "datasets", Map.of("datasets", searched))))
                .post("/console/api/apps/" + app + "/model-config").then().statusCode(200);
    }
}
