package dev.difynative.knowledge.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.Panache;

/** What documents have in the metadata fields of their dataset. */
@ApplicationScoped
public class DocumentMetadata {

    /** The values of each document, in the order of the fields; a document without values has no entry. */
    @Transactional
    public Map<UUID, List<ValueView>> ofDocuments(UUID tenantId, Collection<UUID> documentIds) {
        Map<UUID, List<ValueView>> values = new LinkedHashMap<>();
        if (!documentIds.isEmpty()) {
            Panache.getEntityManager().createQuery("""
                    select v, f from MetadataValue v join MetadataField f on f.id = v.metadataId
                    where f.tenantId = :tenant and v.documentId in :documents order by f.createdAt, f.id""", Object[].class)
                    .setParameter("tenant", tenantId).setParameter("documents", documentIds).getResultStream()
                    .forEach(row -> values.computeIfAbsent(((MetadataValue) row[0]).documentId, unused -> new ArrayList<>())
                            .add(ValueView.of((MetadataField) row[1], (MetadataValue) row[0])));
        }
        return values;
    }
}
