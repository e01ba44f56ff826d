package dev.difynative.knowledge.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextExtraction;
import dev.difynative.knowledge.ingest.split.TextSplitter;
import dev.difynative.knowledge.settings.ChunkPreview;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.error.Failure;

/** Splits as indexing does, and forgets the result. */
@ApplicationScoped
class ChunkPreviews implements ChunkPreview {
    /** Each costs a call of a model while somebody waits. */
    private static final int MOST_QUESTIONED = 2;

    private final UploadFiles files;
    private final TextExtraction extraction;
    private final QuestionWriter questions;
    private final WorkFolder folders;

    ChunkPreviews(UploadFiles files, TextExtraction extraction, QuestionWriter questions, WorkFolder folders) {
        this.files = files;
        this.extraction = extraction;
        this.questions = questions;
        this.folders = folders;
    }

    @Override
    public Estimate estimate(Request request) {
        try {
            Collected collected = new Collected(request.maxPieces());
            for (String text : request.texts()) {
                split(request, collected, splitter -> splitter.append(text));
            }
            if (request.texts().isEmpty()) {
                for (StoredFile file : stored(request)) {
                    split(request, collected, splitter -> extract(file, splitter));
                }
            }
            List<Pair> pairs = request.docForm() == DocForm.QA_MODEL ? pairs(request, collected.pieces) : List.of();
            return new Estimate(collected.count, collected.pieces, pairs);
        } catch (IOException fault) {
            throw new UncheckedIOException("A file could not be read", fault);
        }
    }

    private List<Pair> pairs(Request request, List<Piece> pieces) {
        try {
            return pieces.stream().limit(MOST_QUESTIONED)
                    .flatMap(piece -> questions.ask(request.tenantId(), piece.content(), request.docLanguage()).stream())
                    .map(pair -> new Pair(pair.question(), pair.answer())).toList();
        } catch (Failure unanswered) {
            throw KnowledgeError.INDEXING_ESTIMATE_ERROR.because("%s", unanswered.getMessage());
        }
    }

    /** In the order in which they are named. */
    private List<StoredFile> stored(Request request) {
        Map<UUID, StoredFile> found = files.findAll(request.tenantId(), request.uploadFileIds()).stream()
                .collect(Collectors.toMap(StoredFile::id, Function.identity()));
        List<StoredFile> stored = new ArrayList<>();
        for (UUID id : request.uploadFileIds()) {
            if (!found.containsKey(id)) {
                throw KnowledgeError.INDEXING_ESTIMATE_ERROR.because("File %s not found", id);
            }
            stored.add(found.get(id));
        }
        return stored;
    }

    private interface Feeding {
        void feed(TextSplitter splitter) throws IOException;
    }

    private static void split(Request request, Collected collected, Feeding feeding) throws IOException {
        TextSplitter splitter = new TextSplitter(request.rule(), collected::take);
        feeding.feed(splitter);
        splitter.end();
    }

    private void extract(StoredFile file, TextSplitter splitter) throws IOException {
        Path folder = folders.create();
        try {
            Path source;
            try (InputStream content = files.open(file, 0)) {
                source = WorkFolder.keep(content, folder);
            }
            extraction.extract(new SourceFile(source, file.name()), splitter::append);
        } catch (Failure unreadable) {
            throw KnowledgeError.INDEXING_ESTIMATE_ERROR.because("%s", unreadable.getMessage());
        } finally {
            folders.remove(folder);
        }
    }

    private static final class Collected {
        private final int most;
        private final List<Piece> pieces = new ArrayList<>();
        private int count;

        Collected(int most) { this.most = most; }

        void take(dev.difynative.knowledge.ingest.split.Piece piece) {
            count++;
            if (pieces.size() < most) {
                pieces.add(new Piece(piece.content(),
                        piece.children().stream().map(dev.difynative.knowledge.ingest.split.Piece::content).toList(), null));
            }
        }
    }
}
