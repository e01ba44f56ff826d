package dev.difynative.knowledge.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.knowledge.retrieval.RetrievalRequest.Merging;
import dev.difynative.knowledge.retrieval.RetrievalRequest.Origin;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.knowledge.settings.RetrievalModel.Reranking;
import dev.difynative.knowledge.settings.RetrievalModel.Weights;
import dev.difynative.knowledge.settings.SearchMethod;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.KnowledgeRows;
import dev.difynative.testsupport.Rows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RetrieverTest {
    private static final String HEDGEHOG = "Hedgehogs sleep through the winter and eat beetles in summer";
    private static final String FOX = "The fox hunts mice at night";
    private static final String OWL = "Owls hunt mice too, and hear them under the snow in winter";
    private static final String BACKUP = "备份数据库之前，先停止服务";

    @Inject KnowledgeRows knowledge;
    @Inject Retriever retriever;
    @Inject SegmentIndex index;
    @Inject ObjectMapper json;

    private final UUID tenant = Rows.tenant();

    private DatasetSnapshot animals(String technique) {
        DatasetSnapshot dataset = knowledge.dataset(tenant, technique, "text_model");
        knowledge.segments(dataset, knowledge.document(dataset, "animals.md"), HEDGEHOG, FOX, OWL, BACKUP);
        return dataset;
    }

    private static RetrievalModel model(SearchMethod method) {
        return new RetrievalModel(method, Reranking.NONE, null, 4, null, null);
    }

    private List<Passage> ask(DatasetSnapshot dataset, String query, RetrievalModel model) {
        return retriever.retrieve(new RetrievalRequest(tenant, List.of(dataset.id()), query, model, null, null,
                Origin.hitTesting(null)));
    }

    private List<String> texts(DatasetSnapshot dataset, String query, RetrievalModel model) {
        return ask(dataset, query, model).stream().map(passage -> passage.segment().content()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachMethodFindsThePassageFirstAndScoresFallFromOneToZero(SearchMethod method) {
        List<Passage> found = ask(animals("high_quality"), "Do hedgehogs sleep in winter?", model(method));
        assertEquals(HEDGEHOG, found.getFirst().segment().content());
        double before = 1;
        for (Passage passage : found) {
            assertTrue(passage.score() >= 0 && passage.score() <= before, method + " scores " + passage.score());
            before = passage.score();
        }
    }

    @Test
    void chineseIsFoundByItsWords() {
        assertEquals(List.of(BACKUP), texts(animals("economy"), "数据库备份", model(SearchMethod.FULL_TEXT_SEARCH)));
    }

    @Test
    void anEconomyDatasetIsSearchedByKeywordsWhateverIsAskedFor() {
        assertEquals(List.of(OWL, FOX), texts(animals("economy"), "owls hunting", model(SearchMethod.SEMANTIC_SEARCH)));
    }

    @Test
    void weightsDecideHowMuchMeaningAndWordsCount() {
        DatasetSnapshot dataset = animals("high_quality");
        double semantic = ask(dataset, "mice at night", model(SearchMethod.SEMANTIC_SEARCH)).getFirst().score();
        double words = ask(dataset, "mice at night", model(SearchMethod.FULL_TEXT_SEARCH)).getFirst().score();
        RetrievalModel weighted = new RetrievalModel(SearchMethod.HYBRID_SEARCH, Reranking.NONE, new Weights(3, 1), 4, null,
                null);
        assertEquals(0.75 * semantic + 0.25 * words, ask(dataset, "mice at night", weighted).getFirst().score(), 1e-6);
    }

    @Test
    void whatIsBelowTheThresholdOrBehindTopKIsLeftOut() {
        DatasetSnapshot dataset = animals("high_quality");
        List<Passage> all = ask(dataset, "mice in winter", model(SearchMethod.FULL_TEXT_SEARCH));
        double second = all.get(1).score();
        assertEquals(2, ask(dataset, "mice in winter",
                new RetrievalModel(SearchMethod.FULL_TEXT_SEARCH, Reranking.NONE, null, 4, second, null)).size());
        assertEquals(1, ask(dataset, "mice in winter",
                new RetrievalModel(SearchMethod.FULL_TEXT_SEARCH, Reranking.NONE, null, 1, null, null)).size());
    }

    @Test
    void whatIsAddedChangedRemovedOrSwitchedShowsInTheNextSearch() {
        DatasetSnapshot dataset = knowledge.dataset(tenant, "high_quality", "text_model");
        RetrievalModel words = model(SearchMethod.FULL_TEXT_SEARCH);
        UUID document = knowledge.document(dataset, "a.md");
        UUID fox = knowledge.segments(dataset, document, FOX).getFirst();
        assertEquals(List.of(FOX), texts(dataset, "mice", words));
        UUID owl = knowledge.segments(dataset, document, OWL).getFirst();
        assertEquals(2, texts(dataset, "mice", words).size());

        Rows.insert("UPDATE segments SET content = ? WHERE id = ?", HEDGEHOG, fox);
        index.put(dataset, List.of(knowledge.entry(dataset, fox, fox, document, HEDGEHOG)));
        assertEquals(List.of(OWL), texts(dataset, "mice", words));
        assertEquals(HEDGEHOG, texts(dataset, "beetles in summer", model(SearchMethod.SEMANTIC_SEARCH)).getFirst());

        index.segmentsSwitched(tenant, dataset.id(), List.of(owl), false);
        assertEquals(List.of(), texts(dataset, "mice", words));
        index.segmentsSwitched(tenant, dataset.id(), List.of(owl), true);
        index.documentsSwitched(tenant, dataset.id(), List.of(document), false);
        assertEquals(List.of(), texts(dataset, "mice", words));
        index.documentsSwitched(tenant, dataset.id(), List.of(document), true);
        assertEquals(List.of(OWL), texts(dataset, "mice", words));

        index.removeSegments(tenant, dataset.id(), List.of(owl));
        assertEquals(List.of(), texts(dataset, "mice", words));
        index.removeDocuments(tenant, dataset.id(), List.of(document));
        assertEquals(List.of(), texts(dataset, "hedgehog", model(SearchMethod.SEMANTIC_SEARCH)));
    }

    @Test
    void removalsAreForgottenAfterAWhileAndNobodyMissesThem() {
        DatasetSnapshot dataset = animals("economy");
        RetrievalModel words = model(SearchMethod.FULL_TEXT_SEARCH);
        List<Passage> found = ask(dataset, "mice", words);
        Rows.insert("UPDATE index_entries SET removed_at = now() - interval '2 hours', version = version + 1 WHERE id = ?",
                found.get(0).segment().id());
        Rows.insert("UPDATE index_versions SET version = version + 1 WHERE dataset_id = ?", dataset.id());
        index.removeSegments(tenant, dataset.id(), List.of(UUID.randomUUID()));
        assertEquals("3", Rows.text("SELECT count(*) FROM index_entries WHERE dataset_id = ?", dataset.id()));
        assertEquals(List.of(found.get(1).segment().content()), texts(dataset, "mice", words));
    }

    @Test
    void aDisabledSegmentThatTheIndexStillHasIsNotShown() {
        DatasetSnapshot dataset = animals("economy");
        Rows.insert("UPDATE segments SET enabled = false WHERE dataset_id = ? AND content = ?", dataset.id(), FOX);
        assertEquals(List.of(OWL), texts(dataset, "mice", model(SearchMethod.FULL_TEXT_SEARCH)));
    }

    @Test
    void childChunksFindTheirSegmentOnceWithTheBestScore() {
        DatasetSnapshot dataset = knowledge.dataset(tenant, "high_quality", "hierarchical_model");
        UUID document = knowledge.document(dataset, "parents.md");
        UUID parent = knowledge.row(dataset, document, FOX + ". " + OWL);
        UUID fox = knowledge.child(dataset, document, parent, FOX);
        UUID owl = knowledge.child(dataset, document, parent, OWL);
        index.put(dataset, List.of(knowledge.entry(dataset, fox, parent, document, FOX),
                knowledge.entry(dataset, owl, parent, document, OWL)));
        List<Passage> found = ask(dataset, "fox mice", model(SearchMethod.FULL_TEXT_SEARCH));
        assertEquals(1, found.size());
        assertEquals(List.of(fox, owl), found.getFirst().children().stream().map(Passage.Child::id).toList());
        assertEquals(found.getFirst().score(), found.getFirst().children().getFirst().score());

        index.put(dataset, List.of(knowledge.entry(dataset, owl, parent, document, OWL)));
        assertEquals(List.of(), ask(dataset, "fox", model(SearchMethod.FULL_TEXT_SEARCH)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"topic | is | mammals | 2", "topic | is not | mammals | 1", "topic | contains | amm | 2",
            "topic | not contains | amm | 1", "topic | start with | mam | 2", "topic | end with | rds | 1", "topic | empty | | 0",
            "topic | not empty | | 3", "topic | in | birds,fish | 1", "topic | not in | birds,fish | 2", "year | = | 2020 | 1",
            "year | ≠ | 2020 | 2", "year | > | 2020 | 1", "year | ≥ | 2020 | 2", "year | < | 2021 | 1", "year | ≤ | 2021 | 2",
            "year | after | 2020.5 | 1", "year | before | 2020.5 | 1", "document_name | is | owl.md | 1",
            "upload_date | before | 1000 | 0", "source | is | upload_file | 3", "uploader | empty | | 3"})
    void metadataChooseTheDocuments(String name, String operator, String value, int expected) throws JsonProcessingException {
        DatasetSnapshot dataset = knowledge.dataset(tenant, "economy", "text_model");
        UUID hedgehog = knowledge.document(dataset, "hedgehog.md");
        UUID fox = knowledge.document(dataset, "fox.md");
        UUID owl = knowledge.document(dataset, "owl.md");
        knowledge.segments(dataset, hedgehog, HEDGEHOG + " winter");
        knowledge.segments(dataset, fox, FOX + " winter");
        knowledge.segments(dataset, owl, OWL);
        knowledge.metadata(dataset, hedgehog, "topic", "string", "mammals", null);
        knowledge.metadata(dataset, fox, "topic", "string", "mammals", null);
        knowledge.metadata(dataset, owl, "topic", "string", "birds", null);
        knowledge.metadata(dataset, hedgehog, "year", "number", "2020", 2020.0);
        knowledge.metadata(dataset, fox, "year", "number", "2021", 2021.0);
        var filter = json.createObjectNode().put("logical_operator", "and");
        filter.putArray("conditions").addObject().put("name", name).put("comparison_operator", operator).put("value", value);
        assertEquals(expected, ask(dataset, "winter", new RetrievalModel(SearchMethod.FULL_TEXT_SEARCH, Reranking.NONE, null, 10,
                null, filter)).size());
    }

    @Test
    void hitsAreCountedAndTheQuestionIsKept() {
        DatasetSnapshot dataset = animals("economy");
        ask(dataset, "hedgehog", model(SearchMethod.KEYWORD_SEARCH));
        Eventually.isTrue("the note of the search", () -> "1".equals(Rows.text(
                "SELECT count(*) FROM dataset_queries WHERE dataset_id = ? AND content = 'hedgehog'", dataset.id())));
        Eventually.isTrue("the hit", () -> "1".equals(Rows.text("SELECT sum(hit_count) FROM segments WHERE dataset_id = ?",
                dataset.id())));
    }

    @Test
    void findsOfSeveralDatasetsBecomeOneRanking() {
        DatasetSnapshot good = animals("high_quality");
        DatasetSnapshot economy = animals("economy");
        for (List<UUID> ids : List.of(List.of(good.id(), animals("high_quality").id()), List.of(good.id(), economy.id()))) {
            List<Passage> found = retriever.retrieve(new RetrievalRequest(tenant, ids, "hedgehogs in winter", null, null,
                    new Merging(3, null, Reranking.NONE, null), Origin.app(UUID.randomUUID(), null)));
            assertEquals(3, found.size());
            assertEquals(List.of(HEDGEHOG, HEDGEHOG),
                    found.stream().limit(2).map(passage -> passage.segment().content()).toList());
            assertTrue(found.get(1).score() <= found.get(0).score());
        }
    }

    @Test
    void anotherWorkspacesDatasetIsNotThere() {
        DatasetSnapshot dataset = animals("economy");
        assertTrue(retriever.retrieve(new RetrievalRequest(Rows.tenant(), List.of(dataset.id()), "winter", null, null, null,
                Origin.hitTesting(null))).isEmpty());
        assertFalse(ask(dataset, "winter", null).isEmpty());
    }

    @Test
    void keywordsNameWhatAPassageIsAbout() {
        assertTrue(ask(animals("economy"), "hedgehogs", null).getFirst().segment().keywords().contains("hedgehogs"));
    }
}
