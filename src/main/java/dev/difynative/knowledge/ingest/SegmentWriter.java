package dev.difynative.knowledge.ingest;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.difynative.knowledge.ingest.SegmentStore.Last;
import dev.difynative.knowledge.ingest.SegmentStore.NewSegment;
import dev.difynative.knowledge.ingest.split.Piece;
import dev.difynative.platform.crypto.Sha256;

/**
 * Stores the pieces of one document as segments, batch by batch. What an earlier run stored is not stored again: the same text
 * gives the same pieces, so those up to the last stored one are passed over. If they turn out not to be the same (a newer
 * version of this service may split otherwise), all begins anew.
 */
final class SegmentWriter {
    private static final int BATCH = 500;

    private final DocumentRun run;
    private final TextSpool text;
    private final SegmentStore store;
    private final IngestQueue queue;
    /** Null unless each piece becomes questions with answers. */
    private final QuestionWriter questions;
    private final List<NewSegment> batch = new ArrayList<>();
    private Last last;
    private int passedOver;
    private int position;

    SegmentWriter(DocumentRun run, TextSpool text, SegmentStore store, IngestQueue queue, QuestionWriter questions)
            throws SQLException {
        this.run = run;
        this.text = text;
        this.store = store;
        this.queue = queue;
        this.questions = questions;
        Optional<Last> stored = store.last(run.document().id());
        last = stored.orElse(null);
    }

    void take(Piece piece) {
        run.checkpoint();
        try {
            if (last == null) {
                write(piece);
            } else {
                passOver(piece);
            }
        } catch (SQLException fault) {
            throw new DatabaseFault(fault);
        }
    }

    /** A piece is known by where it begins; questions keep the place of the piece they were asked about. */
    private void passOver(Piece piece) throws SQLException {
        passedOver++;
        if (piece.start() < last.startOffset()) {
            return;
        }
        if (piece.start() != last.startOffset() || questions == null
                && !(passedOver == last.position() && Sha256.hex(piece.content()).equals(last.hash()))) {
            beginAnew();
        }
        position = last.position();
        last = null;
    }

    private void beginAnew() throws SQLException {
        SegmentBatches.inTransaction(() -> {
            queue.hold(run.document());
            store.deleteAll(run.document().id());
        });
        throw new SplitOtherwise();
    }

    private void write(Piece piece) throws SQLException {
        Integer page = text.pageOf(piece.start());
        if (questions == null) {
            batch.add(new NewSegment(++position, piece, null, page));
            if (batch.size() >= BATCH) {
                store();
            }
            return;
        }
        for (QuestionWriter.Pair pair : questions.ask(run.document().tenantId(), piece.content(), run.document().language())) {
            Piece question = new Piece(pair.question(), pair.tokens(), piece.start(), piece.end(), List.of());
            batch.add(new NewSegment(++position, question, pair.answer(), page));
        }
        // Each piece has cost a call of a model.
        store();
    }

    private void store() throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        long tokens = batch.stream().mapToLong(segment -> segment.piece().tokens()).sum();
        SegmentBatches.inTransaction(() -> {
            queue.hold(run.document());
            store.insert(run.document(), batch);
            queue.progress(run.document(), batch.size(), 0, tokens);
        });
        batch.clear();
    }

    void end() throws SQLException {
        if (last != null) {
            // The text ended before the last stored place was reached.
            beginAnew();
        }
        store();
    }

    /** How many segments there are, those of earlier runs included. */
    int count() { return position; }

    /** The stored segments are not those that the text gives; they are deleted, and all is to be stored from the start. */
    static final class SplitOtherwise extends RuntimeException {
        SplitOtherwise() { super("The text is split otherwise than before", null, false, false); }
    }

    /** Carries what the database said through the splitter. */
    static final class DatabaseFault extends RuntimeException {
        final transient SQLException fault;

        DatabaseFault(SQLException fault) {
            super(fault);
            this.fault = fault;
        }
    }
}
