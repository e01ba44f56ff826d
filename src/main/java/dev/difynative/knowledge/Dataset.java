package dev.difynative.knowledge;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Documents that are searched together. */
@Entity
@Table(name = "datasets")
public class Dataset extends PanacheEntityBase {
    static final String VENDOR = "vendor";
    static final String EXTERNAL = "external";

    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String name;
    public String description;
    public String provider;
    public DatasetPermission permission;
    public String dataSourceType;
    public IndexingTechnique indexingTechnique;
    public DocForm docForm;
    public String embeddingModelProvider;
    public String embeddingModel;
    public String retrievalModel;
    public UUID processRuleId;
    public String processRule;
    public boolean builtInFieldEnabled;
    public boolean enableApi;
    public UUID externalKnowledgeApiId;
    public String externalKnowledgeId;
    public String externalRetrievalModel;
    public UUID createdBy;
    public Instant createdAt;
    public UUID updatedBy;
    public Instant updatedAt;

    static Optional<Dataset> findOwned(UUID tenantId, UUID datasetId) {
        return find("tenantId = ?1 and id = ?2", tenantId, datasetId).firstResultOptional();
    }

    /** The same, and nobody else changes or deletes the dataset until this transaction ends. */
    static Optional<Dataset> lockOwned(UUID tenantId, UUID datasetId) {
        return find("tenantId = ?1 and id = ?2", tenantId, datasetId).withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    static boolean isNameTaken(UUID tenantId, String name) { return count("tenantId = ?1 and name = ?2", tenantId, name) > 0; }

    boolean isExternal() { return EXTERNAL.equals(provider); }
}
