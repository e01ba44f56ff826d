package dev.difynative.knowledge.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.retrieval.RetrievalRequest.Merging;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.knowledge.settings.SearchMethod;
import dev.difynative.models.ModelRef;
import dev.difynative.platform.tracing.Traces;

/** Finds the passages that belong to a question, in one dataset or in several. Waits for models; not for an event loop. */
@ApplicationScoped
public class Retriever {
    /** How many finds a model judges at least: its best may not be among the first few. */
    private static final int RERANK_DEPTH = 30;

    private final DatasetDirectory datasets;
    private final DatasetSearch search;
    private final PassageReader reader;
    private final Reranker reranker;
    private final ExternalFinds external;
    private final RetrievalLog log;

    Retriever(DatasetDirectory datasets, DatasetSearch search, PassageReader reader, Reranker reranker,
            ExternalFinds external, RetrievalLog log) {
        this.datasets = datasets;
        this.search = search;
        this.reader = reader;
        this.reranker = reranker;
        this.external = external;
        this.log = log;
    }

    /** The passages, the best first; no dataset or an empty question finds nothing. */
    public List<Passage> retrieve(RetrievalRequest request) {
        if (request.merging() == null && request.datasetIds().size() > 1) {
            throw new IllegalArgumentException("Several datasets are searched, but nothing says how to merge what they give");
        }
        List<DatasetSnapshot> found = request.datasetIds().stream().distinct()
                .map(id -> datasets.find(request.tenantId(), id)).flatMap(Optional::stream).toList();
        if (found.isEmpty() || request.query().isBlank()) {
            return List.of();
        }
        List<List<Passage>> each = inParallel(found, dataset -> searchOne(request, dataset));
        List<Passage> passages = request.merging() == null ? each.getFirst() : merged(request, found, each);
        log.note(request, found.stream().map(DatasetSnapshot::id).toList(),
                passages.stream().map(passage -> passage.segment().id()).filter(Objects::nonNull).toList());
        return passages;
    }

    private List<Passage> searchOne(RetrievalRequest request, DatasetSnapshot dataset) {
        if (dataset.isExternal()) {
            return external.of(dataset, request.query(), request.metadataFilter());
        }
        RetrievalModel model = modelFor(request, dataset);
        Optional<ModelRef> judge = reranker.modelFor(request.tenantId(), model.reranking());
        int depth = judge.isPresent() ? Math.max(model.topK(), RERANK_DEPTH) : model.topK();
        List<Passage> passages = reader.read(request.tenantId(),
                search.search(request.payer(), dataset, request.query(), model, depth),
                request.origin().isTest() && dataset.isHighQuality() && model.byMeaning());
        if (judge.isPresent()) {
            passages = reranker.rerank(request.payer(), judge.get(), request.query(), passages, model.topK());
        }
        return bounded(passages, model.scoreThreshold(), model.topK());
    }

    /** What the caller says counts; of several datasets each keeps its own way, but not fewer finds than are wanted of all. */
    private static RetrievalModel modelFor(RetrievalRequest request, DatasetSnapshot dataset) {
        RetrievalModel model = request.model() != null ? request.model() : dataset.retrieval();
        Merging merging = request.merging();
        JsonNode filter = request.metadataFilter() != null ? request.metadataFilter() : model.metadataFilter();
        if (merging == null) {
            return new RetrievalModel(model.method(), model.reranking(), model.weights(), model.topK(), model.scoreThreshold(),
                    filter);
        }
        boolean weighted = merging.weights() != null && dataset.isHighQuality();
        return new RetrievalModel(weighted ? SearchMethod.HYBRID_SEARCH : model.method(), model.reranking(),
                weighted ? merging.weights() : model.weights(), Math.max(model.topK(), merging.topK()), model.scoreThreshold(),
                filter);
    }

    private List<Passage> merged(RetrievalRequest request, List<DatasetSnapshot> found, List<List<Passage>> each) {
        Merging merging = request.merging();
        Optional<ModelRef> judge = reranker.modelFor(request.tenantId(), merging.reranking());
        List<Passage> all = comparable(request, found) ? byScore(each) : byRank(each);
        if (judge.isPresent()) {
            all = reranker.rerank(request.payer(), judge.get(), request.query(), all, merging.topK());
        }
        return bounded(all, merging.scoreThreshold(), merging.topK());
    }

    /** Scores compare when they were made in the same way, and cosines only within one model. */
    private static boolean comparable(RetrievalRequest request, List<DatasetSnapshot> found) {
        return found.stream().map(dataset -> {
            RetrievalModel model = modelFor(request, dataset);
            return List.of(dataset.isExternal() ? dataset.id() : "", dataset.isHighQuality(), model.method(),
                    Optional.ofNullable(dataset.embedding()),
                    Optional.ofNullable(model.weights()), model.reranking());
        }).distinct().count() == 1;
    }

    private static List<Passage> byScore(List<List<Passage>> each) {
        return each.stream().flatMap(List::stream).sorted(Comparator.comparingDouble(Passage::score).reversed()).toList();
    }

    /** The first of each, then the second of each …: a passage's score is at most that of the one before it. */
    private static List<Passage> byRank(List<List<Passage>> each) {
        List<Passage> all = new ArrayList<>();
        int longest = each.stream().mapToInt(List::size).max().orElse(0);
        double highest = 1;
        for (int rank = 0; rank < longest; rank++) {
            int place = rank;
            List<Passage> level = each.stream().filter(passages -> passages.size() > place).map(passages -> passages.get(place))
                    .sorted(Comparator.comparingDouble(Passage::score).reversed()).toList();
            for (Passage passage : level) {
                highest = Math.min(highest, passage.score());
                all.add(passage.scored(highest));
            }
        }
        return all;
    }

    private static List<Passage> bounded(List<Passage> passages, Double threshold, int topK) {
        return passages.stream().filter(passage -> threshold == null || passage.score() >= threshold).limit(topK).toList();
    }

    private static <T> List<T> inParallel(List<DatasetSnapshot> datasets, java.util.function.Function<DatasetSnapshot, T> work) {
        if (datasets.size() == 1) {
            return List.of(work.apply(datasets.getFirst()));
        }
        List<CompletableFuture<T>> running = datasets.stream()
                .map(dataset -> CompletableFuture.supplyAsync(() -> work.apply(dataset), Traces::onVirtualThread)).toList();
        try {
            return running.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
