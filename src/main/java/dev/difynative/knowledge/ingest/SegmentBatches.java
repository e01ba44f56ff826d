package dev.difynative.knowledge.ingest;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.index.IndexEntry;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.knowledge.index.SegmentIndexer;
import dev.difynative.knowledge.ingest.Embedder.Embedded;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.error.Failure;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Brings segments into the indexes: embedded first, then stored, searchable and counted in one transaction. */
@ApplicationScoped
class SegmentBatches implements SegmentIndexer {
    private final SegmentStore store;
    private final Embedder embedder;
    private final EmbeddingCache cache;
    private final List<SegmentIndex> indexes;

    SegmentBatches(SegmentStore store, Embedder embedder, EmbeddingCache cache, @All List<SegmentIndex> indexes) {
        this.store = store;
        this.embedder = embedder;
        this.cache = cache;
        this.indexes = indexes;
    }

    /** What belongs to the transaction in which a batch is stored. */
    @FunctionalInterface
    interface Around {
        void run(int segments) throws SQLException;
    }

    @Override
    public void index(DatasetSnapshot dataset, Collection<UUID> segmentIds) {
        if (segmentIds.isEmpty()) {
            return;
        }
        try {
            index(dataset, store.byId(dataset.tenantId(), dataset.id(), segmentIds), segments -> {});
        } catch (Failure failure) {
            fail(segmentIds, failure.getMessage());
            throw failure;
        } catch (SQLException fault) {
            throw new IllegalStateException("Segments could not be indexed", fault);
        }
    }

    /** {@code first} is run at the beginning of the transaction that stores the batch. */
    void index(DatasetSnapshot dataset, List<StoredSegment> segments, Around first) throws SQLException {
        List<IndexEntry> texts = texts(dataset, segments);
        Embedded embedded = dataset.isHighQuality() ? embed(dataset, texts) : null;
        List<IndexEntry> entries = embedded == null
                ? texts
                : IntStream.range(0, texts.size()).mapToObj(i -> texts.get(i).with(embedded.vectors().get(i))).toList();
        inTransaction(() -> {
            first.run(segments.size());
            if (embedded != null && !embedded.fresh().isEmpty()) {
                cache.keep(dataset.tenantId(), dataset.embedding(), embedded.fresh());
            }
            indexes.forEach(index -> index.put(dataset, entries));
            store.markCompleted(segments.stream().map(StoredSegment::id).toList());
        });
    }

    private Embedded embed(DatasetSnapshot dataset, List<IndexEntry> texts) throws SQLException {
        if (dataset.embedding() == null) {
            throw KnowledgeError.EMBEDDING_UNAVAILABLE.because("The dataset '%s' has no embedding model", dataset.name());
        }
        return embedder.embed(dataset.tenantId(), dataset.embedding(), texts.stream().map(IndexEntry::text).toList());
    }

    /** The texts under which segments are found: children in place of their parents, questions in place of both. */
    private static List<IndexEntry> texts(DatasetSnapshot dataset, List<StoredSegment> segments) {
        List<IndexEntry> texts = new ArrayList<>();
        for (StoredSegment segment : segments) {
            if (dataset.docForm() == DocForm.HIERARCHICAL_MODEL) {
                segment.children().forEach(child -> texts.add(new IndexEntry(child.id(), segment.id(), segment.documentId(),
                        child.content(), List.of(), null)));
            } else {
                texts.add(new IndexEntry(segment.id(), segment.id(), segment.documentId(), segment.content(),
                        segment.keywords(), null));
            }
        }
        return texts;
    }

    private void fail(Collection<UUID> segmentIds, String message) {
        try {
            inTransaction(() -> store.markFailed(segmentIds, message));
        } catch (SQLException fault) {
            throw new IllegalStateException("Segments could not be marked", fault);
        }
    }

    /** Statements that belong together. */
    @FunctionalInterface
    interface Statements {
        void run() throws SQLException;
    }

    static void inTransaction(Statements statements) throws SQLException {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                try {
                    statements.run();
                } catch (SQLException fault) {
                    throw new Refused(fault);
                }
            });
        } catch (Refused refused) {
            throw refused.fault;
        }
    }

    /** Carries what the database said out of a transaction. */
    private static final class Refused extends RuntimeException {
        private final transient SQLException fault;

        Refused(SQLException fault) {
            super(fault);
            this.fault = fault;
        }
    }
}
