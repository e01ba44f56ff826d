package dev.difynative.knowledge.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import jakarta.inject.Singleton;

import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextExtraction;
import dev.difynative.knowledge.ingest.split.TextSplitter;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.knowledge.settings.ProcessRules;

/** Reads a document's file, cleans and splits its text, and stores the segments, which then wait to be indexed. */
@Singleton
class DocumentReader {
    private final UploadFiles files;
    private final TextExtraction extraction;
    private final ProcessRules rules;
    private final QuestionWriter questions;
    private final SegmentStore store;
    private final IngestQueue queue;
    private final WorkFolder folders;

    DocumentReader(UploadFiles files, TextExtraction extraction, ProcessRules rules, QuestionWriter questions, SegmentStore store,
            IngestQueue queue, WorkFolder folders) {
        this.files = files;
        this.extraction = extraction;
        this.rules = rules;
        this.questions = questions;
        this.store = store;
        this.queue = queue;
        this.folders = folders;
    }

    void read(DocumentRun run) throws IOException, SQLException {
        ClaimedDocument document = run.document();
        Path folder = folders.create();
        try (TextSpool text = new TextSpool(folder.resolve("text"), run::checkpoint)) {
            queue.advance(document, IndexingStatus.PARSING, null);
            extract(document, folder, text);
            SegmentBatches.inTransaction(() -> {
                queue.advance(document, IndexingStatus.CLEANING, "parsing_completed_at");
                queue.countWords(document, text.length());
            });
            try {
                split(run, text);
            } catch (SegmentWriter.SplitOtherwise changed) {
                split(run, text);
            } catch (SegmentWriter.DatabaseFault fault) {
                throw fault.fault;
            }
        } finally {
            folders.remove(folder);
        }
    }

    private void extract(ClaimedDocument document, Path folder, TextSpool text) throws IOException {
        StoredFile file = files.findAll(document.tenantId(), document.uploadFileId() == null
                ? List.of()
                : List.of(document.uploadFileId())).stream().findFirst()
                .orElseThrow(() -> ExtractError.BROKEN_FILE.because("The file of the document is no longer there"));
        Path source;
        try (InputStream content = files.open(file, 0)) {
            source = WorkFolder.keep(content, folder);
        }
        extraction.extract(new SourceFile(source, file.name()), text);
    }

    private void split(DocumentRun run, TextSpool text) throws IOException, SQLException {
        ClaimedDocument document = run.document();
        ProcessRule rule = rules.parse(document.rule());
        SegmentWriter writer = new SegmentWriter(run, text, store, queue,
                document.form() == DocForm.QA_MODEL ? questions : null);
        TextSplitter splitter = new TextSplitter(rule, writer::take);
        // A text is cleaned as it is split, so that neither form of it is ever held whole.
        queue.advance(document, IndexingStatus.SPLITTING, "cleaning_completed_at");
        text.read(splitter::append);
        splitter.end();
        writer.end();
        if (writer.count() == 0) {
            throw ExtractError.NO_TEXT.because("The document contains no text after cleaning");
        }
        queue.advance(document, IndexingStatus.INDEXING, "splitting_completed_at");
    }
}
