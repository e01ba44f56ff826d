package dev.difynative.knowledge.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.files.FileView;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.metadata.BuiltInField;
import dev.difynative.knowledge.metadata.DocumentMetadata;
import dev.difynative.knowledge.metadata.ValueView;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import io.quarkus.hibernate.orm.panache.Panache;

/** Reads documents together with everything that is shown beside them. */
@Singleton
class DocumentViews {
    private final UploadFiles files;
    private final DocumentMetadata metadata;

    DocumentViews(UploadFiles files, DocumentMetadata metadata) {
        this.files = files;
        this.metadata = metadata;
    }

    Page<DocumentView> page(DatasetSnapshot dataset, DocumentFilter filter, PageRequest page) {
        var count = Panache.getEntityManager().createQuery("select count(d) from Document d where " + filter.where(), Long.class);
        var query = Panache.getEntityManager().createQuery(DocumentRow.SELECT + " where " + filter.where() + filter.order(),
                Object[].class);
        filter.parameters(dataset.tenantId(), dataset.id()).forEach((name, value) -> {
            count.setParameter(name, value);
            query.setParameter(name, value);
        });
        List<DocumentRow> rows = query.setFirstResult(page.offset()).setMaxResults(page.limit()).getResultStream()
                .map(DocumentRow::of).toList();
        return Page.of(views(dataset, rows), count.getSingleResult(), page);
    }

    /** What comes after a document among the newest first, or the first ones when it is null. */
    Slice<DocumentView> after(DatasetSnapshot dataset, DocumentFilter filter, Document last, int limit) {
        var query = Panache.getEntityManager().createQuery(DocumentRow.SELECT + " where " + filter.where()
                + (last == null ? "" : " and (d.createdAt, d.position, d.id) < (:time, :position, :last)")
                + DocumentFilter.Sort.NEWEST.order(), Object[].class);
        filter.parameters(dataset.tenantId(), dataset.id()).forEach(query::setParameter);
        if (last != null) {
            query.setParameter("time", last.createdAt).setParameter("position", last.position).setParameter("last", last.id);
        }
        Slice<DocumentRow> rows = Slice.ofSurplus(
                query.setMaxResults(limit + 1).getResultStream().map(DocumentRow::of).toList(), limit);
        return new Slice<>(views(dataset, rows.data()), rows.hasMore(), limit);
    }

    DocumentDetail detail(DatasetSnapshot dataset, UUID documentId) {
        DocumentRow row = rows(dataset, List.of(documentId)).stream().findFirst().orElseThrow(DocumentViews::notFound);
        return DocumentDetail.of(views(dataset, List.of(row)).getFirst(), row);
    }

    /** Documents by id, in the order of the dataset. */
    List<DocumentView> byIds(DatasetSnapshot dataset, List<UUID> documentIds) {
        return views(dataset, rows(dataset, documentIds));
    }

    static Failure notFound() { return KnowledgeError.DOCUMENT_NOT_FOUND.because("Document not found"); }

    private List<DocumentRow> rows(DatasetSnapshot dataset, List<UUID> documentIds) {
        return Panache.getEntityManager()
                .createQuery(DocumentRow.SELECT + " where d.tenantId = :tenant and d.datasetId = :dataset "
                        + "and d.id in :documents order by d.position, d.id",
                        Object[].class)
                .setParameter("tenant", dataset.tenantId()).setParameter("dataset", dataset.id())
                .setParameter("documents", documentIds).getResultStream().map(DocumentRow::of).toList();
    }

    private List<DocumentView> views(DatasetSnapshot dataset, List<DocumentRow> rows) {
        List<UUID> ids = rows.stream().map(row -> row.document().id).toList();
        Map<UUID, FileView> uploads = files.views(dataset.tenantId(),
                rows.stream().map(row -> row.document().uploadFileId).filter(id -> id != null).toList());
        Map<UUID, List<ValueView>> values = metadata.ofDocuments(dataset.tenantId(), ids);
        Map<UUID, String> uploaders = dataset.builtInFields() ? uploaders(rows) : Map.of();
        return rows.stream().map(row -> {
            Document document = row.document();
            List<ValueView> all = new ArrayList<>(values.getOrDefault(document.id, List.of()));
            if (dataset.builtInFields()) {
                all.addAll(builtIn(document, uploaders.get(document.createdBy)));
            }
            return DocumentView.of(row, document.uploadFileId == null ? null : uploads.get(document.uploadFileId), all);
        }).toList();
    }

    private Map<UUID, String> uploaders(List<DocumentRow> rows) {
        List<UUID> accounts = rows.stream().map(row -> row.document().createdBy).filter(id -> id != null).distinct().toList();
        Map<UUID, String> names = new HashMap<>();
        Panache.getEntityManager().createQuery("select a.id, a.name from Account a where a.id in :accounts", Object[].class)
                .setParameter("accounts", accounts).getResultStream()
                .forEach(row -> names.put((UUID) row[0], (String) row[1]));
        return names;
    }

    private static List<ValueView> builtIn(Document document, String uploader) {
        return List.of(BuiltInField.DOCUMENT_NAME.with(document.name), BuiltInField.UPLOADER.with(uploader),
                BuiltInField.UPLOAD_DATE.with(seconds(document.createdAt)),
                BuiltInField.LAST_UPDATE_DATE.with(seconds(document.updatedAt)),
                BuiltInField.SOURCE.with(document.dataSourceType));
    }

    private static Long seconds(Instant time) { return Optional.ofNullable(time).map(Instant::getEpochSecond).orElse(null); }
}
