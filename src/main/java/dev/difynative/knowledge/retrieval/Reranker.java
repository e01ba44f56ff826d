package dev.difynative.knowledge.retrieval;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.settings.RetrievalModel.Reranking;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import dev.difynative.models.Payer;
import dev.difynative.models.Ranking;
import dev.difynative.models.RerankModel;
import dev.difynative.platform.error.Failure;

/** Lets a model judge what was found. */
@ApplicationScoped
class Reranker {
    private final ModelRuntime models;
    private final DefaultModels defaults;

    Reranker(ModelRuntime models, DefaultModels defaults) {
        this.models = models;
        this.defaults = defaults;
    }

    /** The model that is to judge: the named one, else the workspace's default; none when it has no rerank model at all. */
    Optional<ModelRef> modelFor(UUID tenantId, Reranking reranking) {
        if (!reranking.enabled()) {
            return Optional.empty();
        }
        return reranking.hasModel()
                ? Optional.of(new ModelRef(reranking.provider(), reranking.model()))
                : defaults.find(tenantId, ModelType.RERANK);
    }

    /** The passages as the model orders them, with its scores; models that give no score from 0 to 1 get the logistic function of theirs. */
    List<Passage> rerank(Payer payer, ModelRef model, String query, List<Passage> passages, int topN) {
        if (passages.isEmpty()) {
            return passages;
        }
        RerankModel judge = models.rerank(payer, model.provider(), model.model());
        List<Ranking.Hit> hits = judged(judge, query, passages.stream().map(Passage::text).toList(), topN);
        boolean logits = hits.stream().anyMatch(hit -> hit.score() < 0 || hit.score() > 1);
        return hits.stream().map(hit -> passages.get(hit.index()).scored(logits ? 1 / (1 + Math.exp(-hit.score())) : hit.score()))
                .toList();
    }

    private static List<Ranking.Hit> judged(RerankModel judge, String query, List<String> texts, int topN) {
        try {
            return judge.rerank(query, texts, topN).join().hits();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }
}
