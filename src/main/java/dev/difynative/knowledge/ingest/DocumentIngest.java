package dev.difynative.knowledge.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.SqlFaults;

/** Works on one document from where it stands until it is completed, has failed, or others are to go on with it. */
@Singleton
class DocumentIngest {
    private static final Logger LOG = Logger.getLogger(DocumentIngest.class);
    private static final int MOST_DOUBLINGS = 20;
    /** How often an internal error is taken for one that passes. */
    private static final int MOST_FAULTS = 3;

    private final DocumentReader reader;
    private final SegmentStore store;
    private final SegmentBatches batches;
    private final IngestQueue queue;
    private final DatasetDirectory datasets;
    private final IngestConfig config;

    DocumentIngest(DocumentReader reader, SegmentStore store, SegmentBatches batches, IngestQueue queue,
            DatasetDirectory datasets, IngestConfig config) {
        this.reader = reader;
        this.store = store;
        this.batches = batches;
        this.queue = queue;
        this.datasets = datasets;
        this.config = config;
    }

    /** Never fails: what goes wrong is the document's error, or left for another try. */
    void work(DocumentRun run) {
        try {
            settle(run, attempt(run));
        } catch (CalledOff gone) {
            LOG.debugf("Document %s belongs to somebody else now", run.document().id());
        } catch (SQLException | RuntimeException fault) {
            // Nobody renews the lease any more, so that the document is taken up again.
            LOG.warnf(fault, "Document %s is left for another try", run.document().id());
        }
    }

    /** How an attempt ended. */
    private sealed interface End {
        record Completed() implements End {}

        record GivenBack() implements End {}

        record Failed(String message) implements End {}

        record ToWait(Duration time) implements End {}
    }

    private void settle(DocumentRun run, End end) throws SQLException {
        ClaimedDocument document = run.document();
        switch (end) {
            case End.Completed done -> queue.complete(document);
            case End.GivenBack back -> queue.release(document);
            case End.Failed failed -> queue.fail(document, failed.message());
            case End.ToWait wait -> queue.postpone(document, wait.time());
        }
    }

    private End attempt(DocumentRun run) throws SQLException {
        ClaimedDocument document = run.document();
        if (document.attempts() > config.attempts()) {
            return new End.Failed(
                    "The service ended %d times while it worked on this document".formatted(document.attempts() - 1));
        }
        try {
            if (document.status() != IndexingStatus.INDEXING) {
                reader.read(run);
            }
            return index(run);
        } catch (CalledOff end) {
            if (run.isToBeGivenBack()) {
                return new End.GivenBack();
            }
            throw end;
        } catch (Failure failure) {
            return failure.retryAfter() > 0
                    ? new End.ToWait(pause(document, failure.retryAfter()))
                    : new End.Failed(failure.getMessage());
        } catch (IOException fault) {
            LOG.warnf(fault, "Document %s cannot be read now", document.id());
            return document.waits() < config.attempts()
                    ? new End.ToWait(pause(document, 0))
                    : new End.Failed("The file of the document cannot be read");
        } catch (RuntimeException fault) {
            if (SqlFaults.isDatabaseGone(fault) || run.isToBeGivenBack()) {
                // While the process ends, anything may be gone.
                throw fault;
            }
            LOG.errorf(fault, "Document %s could not be indexed", document.id());
            // What broke off a commit, for one, does not do so again.
            return document.waits() < MOST_FAULTS
                    ? new End.ToWait(pause(document, 0))
                    : new End.Failed("The document could not be indexed because of an internal error");
        }
    }

    private End index(DocumentRun run) throws SQLException {
        ClaimedDocument document = run.document();
        Optional<DatasetSnapshot> dataset = datasets.find(document.tenantId(), document.datasetId());
        if (dataset.isEmpty()) {
            throw new CalledOff();
        }
        for (List<StoredSegment> next = next(document); !next.isEmpty(); next = next(document)) {
            run.checkpoint();
            batches.index(dataset.get(), next, count -> {
                queue.hold(document);
                queue.progress(document, 0, count, 0);
            });
            if (run.hasRunFor(config.slice()) && queue.othersWait(document.tenantId())) {
                return new End.GivenBack();
            }
        }
        return new End.Completed();
    }

    private List<StoredSegment> next(ClaimedDocument document) throws SQLException {
        return store.waiting(document.id(), config.batch());
    }

    /** What the provider asks for counts; else the pause doubles each time. */
    private Duration pause(ClaimedDocument document, long askedSeconds) {
        Duration own = config.firstWait().multipliedBy(1L << Math.min(document.waits(), MOST_DOUBLINGS));
        Duration longest = config.longestWait();
        Duration asked = Duration.ofSeconds(askedSeconds);
        Duration bounded = own.compareTo(longest) > 0 ? longest : own;
        return asked.compareTo(bounded) > 0 ? asked : bounded;
    }
}
