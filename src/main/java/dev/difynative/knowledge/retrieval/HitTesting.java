package dev.difynative.knowledge.retrieval;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.knowledge.settings.RetrievalModels;
import dev.difynative.platform.error.Parameters;

/** Tries a dataset out with a question. */
@ApplicationScoped
public class HitTesting {
    private static final int MAX_QUERY_LENGTH = 250;

    private final Retriever retriever;
    private final RetrievalModels models;
    private final Placement placement;
    private final ExternalFinds external;

    HitTesting(Retriever retriever, RetrievalModels models, Placement placement, ExternalFinds external) {
        this.retriever = retriever;
        this.models = models;
        this.placement = placement;
        this.external = external;
    }

    public HitAnswer test(DatasetSnapshot dataset, HitTest test, RetrievalRequest.Origin origin) {
        String query = checked(test == null ? null : test.query());
        return dataset.isExternal() ? elsewhere(dataset, test, query, origin) : here(dataset, test, query, origin);
    }

    private ExternalHitList elsewhere(DatasetSnapshot dataset, HitTest test, String query, RetrievalRequest.Origin origin) {
        return new ExternalHitList(new HitList.Query(query, null), external.test(dataset, test, query, origin));
    }

    private HitList here(DatasetSnapshot dataset, HitTest test, String query, RetrievalRequest.Origin origin) {
        RetrievalModel model = test.retrievalModel() == null || test.retrievalModel().isNull()
                ? dataset.retrieval()
                : models.parse(test.retrievalModel(), dataset.technique());
        List<Passage> passages = retriever
                .retrieve(new RetrievalRequest(dataset.tenantId(), List.of(dataset.id()), query, model,
                        test.metadataFilteringConditions(), null, origin));
        boolean byMeaning = dataset.isHighQuality() && dataset.embedding() != null && model.byMeaning();
        List<HitList.Place> places = placement.of(dataset, query, passages, byMeaning);
        List<HitList.Hit> hits = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            hits.add(new HitList.Hit(HitList.HitSegment.of(passage.segment(), passage.document()), passage.children(),
                    passage.score(), places.get(i + 1), List.of(), null));
        }
        return new HitList(new HitList.Query(query, places.getFirst()), hits);
    }

    private static String checked(String query) {
        if (query == null || query.isBlank()) {
            throw Parameters.missing("query");
        }
        return Parameters.bounded("query", query, MAX_QUERY_LENGTH).replace("\0", "");
    }
}
