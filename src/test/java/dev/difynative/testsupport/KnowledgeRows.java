package dev.difynative.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.knowledge.DatasetDirectory;
import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.index.IndexEntry;
import dev.difynative.knowledge.index.SegmentIndex;
import dev.difynative.models.EmbedKind;
import dev.difynative.models.ModelRuntime;
import dev.difynative.platform.persistence.Ids;

/** Puts datasets into the database and the index without going through files; embedded by the built-in model. */
@Singleton
public class KnowledgeRows {
    static final String PROVIDER = "builtin";
    static final String MODEL = "builtin-hash-embedding";

    private final DatasetDirectory datasets;
    private final SegmentIndex index;
    private final ModelRuntime models;

    KnowledgeRows(DatasetDirectory datasets, SegmentIndex index, ModelRuntime models) {
        this.datasets = datasets;
        this.index = index;
        this.models = models;
    }

    public DatasetSnapshot dataset(UUID tenantId, String technique, String docForm) {
        UUID id = Ids.next();
        boolean vectors = technique.equals("high_quality");
        Rows.insert("""
                INSERT INTO datasets (id, tenant_id, name, description, provider, permission, indexing_technique, doc_form,
                    embedding_model_provider, embedding_model, created_at, updated_at)
                VALUES (?, ?, ?, '', 'vendor', 'all_team_members', ?, ?, ?, ?, now(), now())""", id, tenantId,
                "Dataset " + id, technique, docForm, vectors ? PROVIDER : null, vectors ? MODEL : null);
        return datasets.get(tenantId, id);
    }

    public UUID document(DatasetSnapshot dataset, String name) {
        UUID id = Ids.next();
        Rows.insert("""
                INSERT INTO documents (id, tenant_id, dataset_id, position, name, data_source_type, data_source_info, doc_form,
                    doc_language, process_rule_id, process_rule, batch, created_from, created_at, updated_at, indexing_status,
                    queued_at)
                VALUES (?, ?, ?, 1, ?, 'upload_file', '{}', 'text_model', 'English', ?, '{}', 'b', 'api', now(), now(),
                    'completed', now())""", id, dataset.tenantId(), dataset.id(), name, Ids.next());
        return id;
    }

    /** Segments of a document with these texts, in the index. */
    public List<UUID> segments(DatasetSnapshot dataset, UUID document, String... texts) {
        List<UUID> ids = new ArrayList<>();
        List<IndexEntry> entries = new ArrayList<>();
        for (String text : texts) {
            UUID id = row(dataset, document, text);
            ids.add(id);
            entries.add(entry(dataset, id, id, document, text));
        }
        index.put(dataset, entries);
        return ids;
    }

    public UUID row(DatasetSnapshot dataset, UUID document, String text) {
        UUID id = Ids.next();
        Rows.insert("""
                INSERT INTO segments (id, tenant_id, dataset_id, document_id, position, content, word_count, tokens, hash, status,
                    created_at, updated_at)
                VALUES (?, ?, ?, ?, (SELECT count(*) + 1 FROM segments WHERE document_id = ?), ?, ?, 1, 'h', 'completed', now(),
                    now())""", id, dataset.tenantId(), dataset.id(), document, document, text, text.length());
        return id;
    }

    public UUID child(DatasetSnapshot dataset, UUID document, UUID segment, String text) {
        UUID id = Ids.next();
        Rows.insert("""
                INSERT INTO child_chunks (id, tenant_id, dataset_id, document_id, segment_id, position, content, word_count, hash,
                    type, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, (SELECT count(*) + 1 FROM child_chunks WHERE segment_id = ?), ?, 1, 'h', 'automatic', now(),
                    now())""", id, dataset.tenantId(), dataset.id(), document, segment, segment, text);
        return id;
    }

    public IndexEntry entry(DatasetSnapshot dataset, UUID id, UUID segment, UUID document, String text) {
        float[] vector = dataset.embedding() == null
                ? null
                : models.embeddings(dataset.tenantId(), PROVIDER, MODEL).embed(List.of(text), EmbedKind.DOCUMENT).join()
                        .vectors()[0];
        return new IndexEntry(id, segment, document, text, List.of(), vector);
    }

    public void metadata(DatasetSnapshot dataset, UUID document, String name, String type, String text, Double number) {
        Rows.insert("""
                INSERT INTO dataset_metadata (id, tenant_id, dataset_id, type, name, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, now(), now()) ON CONFLICT DO NOTHING""", Ids.next(), dataset.tenantId(), dataset.id(),
                type, name);
        Rows.insert("""
                INSERT INTO document_metadata (document_id, metadata_id, text_value, number_value)
                SELECT ?, id, ?, ? FROM dataset_metadata WHERE dataset_id = ? AND name = ?""", document, text, number,
                dataset.id(), name);
    }
}
