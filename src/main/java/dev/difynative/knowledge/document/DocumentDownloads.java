package dev.difynative.knowledge.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.files.FileLinks;
import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.Viewer;
import dev.difynative.platform.error.CommonError;

/** Gives documents out again as they came in. */
@ApplicationScoped
public class DocumentDownloads {
    private static final int MAX_DOCUMENTS = 100;

    private final DatasetAccess access;
    private final UploadFiles files;
    private final FileLinks links;

    /** The file of a document, under the document's name. */
    public record Download(String name, StoredFile file) {}

    DocumentDownloads(DatasetAccess access, UploadFiles files, FileLinks links) {
        this.access = access;
        this.files = files;
        this.links = links;
    }

    /** A path that opens the document's file for some minutes. */
    @Transactional
    public String link(Viewer viewer, UUID datasetId, UUID documentId) {
        Download download = find(access.require(viewer, datasetId), documentId);
        return links.to(viewer.tenantId(), download.file().id());
    }

    /** The files of several documents. */
    @Transactional
    public List<Download> several(Viewer viewer, UUID datasetId, Collection<UUID> documentIds) {
        if (documentIds.isEmpty() || documentIds.size() > MAX_DOCUMENTS) {
            throw CommonError.INVALID_PARAM.field("document_ids", "length",
                    "Parameter 'document_ids' must name 1 to %d documents",
                    MAX_DOCUMENTS);
        }
        DatasetSnapshot dataset = access.require(viewer, datasetId);
        List<Download> downloads = new ArrayList<>();
        new LinkedHashSet<>(documentIds).forEach(id -> downloads.add(find(dataset, id)));
        return downloads;
    }

    /** Writes an archive of the files, each under a name of its own. */
    public void zip(List<Download> downloads, OutputStream output) throws IOException {
        Set<String> taken = new HashSet<>();
        try (ZipOutputStream zip = new ZipOutputStream(output)) {
            for (Download download : downloads) {
                zip.putNextEntry(new ZipEntry(freeName(download.name(), taken)));
                try (InputStream content = files.open(download.file(), 0)) {
                    content.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
    }

    private Download find(DatasetSnapshot dataset, UUID documentId) {
        Document document = Document.findOwned(dataset.tenantId(), dataset.id(), documentId)
                .orElseThrow(DocumentViews::notFound);
        StoredFile file = document.uploadFileId == null
                ? null
                : files.findAll(dataset.tenantId(), List.of(document.uploadFileId)).stream().findFirst().orElse(null);
        if (file == null) {
            throw CommonError.NOT_FOUND.because("The file of this document is gone");
        }
        String ending = "." + file.extension();
        return new Download(document.name.endsWith(ending) ? document.name : document.name + ending, file);
    }

    private static String freeName(String name, Set<String> taken) {
        String safe = name.replaceAll("[/\\\\\\p{Cntrl}]", "_");
        String free = safe;
        for (int number = 1; !taken.add(free); number++) {
            free = number + "_" + safe;
        }
        return free;
    }
}
