package dev.difynative.knowledge.segment;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.files.FileError;
import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DocumentEdits;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.csv.CsvReader;
import dev.difynative.platform.error.CommonError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Imports segments from a CSV file: one a row, in the first column, or questions and answers in the first two. All rows are
 * stored at once or none; the workers then index them as they index everything else.
 */
@ApplicationScoped
public class SegmentImports {
    private static final int MAX_ROWS = 50_000;
    private static final int MAX_BYTES = 20 * 1024 * 1024;
    private static final List<String> HEADINGS = List.of("content", "question", "segment content", "分段内容", "问题");

    private final DatasetAccess access;
    private final DocumentEdits documents;
    private final SegmentService segments;
    private final UploadFiles files;
    private final Clock clock;

    /** An import under the name that published clients use; waiting, processing, completed or error. */
    @RegisterForReflection
    public record Job(UUID jobId, String jobStatus) {}

    SegmentImports(DatasetAccess access, DocumentEdits documents, SegmentService segments, UploadFiles files, Clock clock) {
        this.access = access;
        this.documents = documents;
        this.segments = segments;
        this.files = files;
        this.clock = clock;
    }

    /** Imports a file that was uploaded before. */
    public Job run(Viewer viewer, UUID datasetId, UUID documentId, UUID uploadFileId) throws IOException {
        StoredFile file = files.findAll(viewer.tenantId(), List.of(uploadFileId)).stream().findFirst()
                .orElseThrow(() -> CommonError.NOT_FOUND.because("File not found"));
        try (InputStream content = files.open(file, 0)) {
            return run(viewer, datasetId, documentId, file.name(), content);
        }
    }

    public Job run(Viewer viewer, UUID datasetId, UUID documentId, String fileName, InputStream content) throws IOException {
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        if (fileName == null || !fileName.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw FileError.UNSUPPORTED_FILE_TYPE.because("Segments are imported from CSV files");
        }
        List<List<String>> rows = CsvReader.read(bounded(content.readNBytes(MAX_BYTES + 1)));
        return QuarkusTransaction.requiringNew().call(() -> {
            List<NewSegment> read = segments(documents.lock(dataset, documentId), rows);
            segments.store(viewer, dataset, documentId, read);
            documents.indexWaiting(dataset, documentId);
            SegmentImport done = new SegmentImport();
            done.tenantId = dataset.tenantId();
            done.documentId = documentId;
            done.segments = read.size();
            done.createdBy = viewer.accountId();
            done.createdAt = clock.instant();
            done.persist();
            return new Job(done.id, "waiting");
        });
    }

    @Transactional
    public Job status(Viewer viewer, UUID importId) {
        SegmentImport found = SegmentImport.findOwned(viewer.tenantId(), importId)
                .orElseThrow(() -> KnowledgeError.IMPORT_NOT_FOUND.because("The job does not exist"));
        IndexingStatus status = documents.status(viewer, found.documentId);
        return new Job(importId, status == IndexingStatus.COMPLETED
                ? "completed"
                : status == IndexingStatus.ERROR ? "error" : "processing");
    }

    private static byte[] bounded(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw FileError.FILE_TOO_LARGE.because("A file of segments has at most %d MB", MAX_BYTES >> 20);
        }
        return bytes;
    }

    private static List<NewSegment> segments(DocForm form, List<List<String>> rows) {
        List<NewSegment> read = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (i == 0 && HEADINGS.contains(row.getFirst().strip().toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (form == DocForm.QA_MODEL && row.size() < 2) {
                throw CommonError.INVALID_PARAM.field("file", "format",
                        "Row %d has no answer: questions and answers need two columns",
                        i + 1);
            }
            if (!row.getFirst().isBlank()) {
                read.add(new NewSegment(row.getFirst(), row.size() > 1 ? row.get(1) : null, null));
            }
        }
        if (read.isEmpty() || read.size() > MAX_ROWS) {
            throw CommonError.INVALID_PARAM.field("file", "length", "The file must have 1 to %d rows", MAX_ROWS);
        }
        return read;
    }
}
