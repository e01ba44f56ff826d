package dev.difynative.files;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A file that somebody uploaded; its bytes are in the {@link FileStorage}. */
@Entity
@Table(name = "upload_files")
public class UploadFile extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public String storageKey;
    public String name;
    public long size;
    public String extension;
    public String mimeType;
    @Column(name = "sha256") public String sha256;
    public UUID createdByEndUser;
    public UUID createdByAccount;
    public Instant createdAt;

    static Optional<UploadFile> findOfApp(UUID tenantId, UUID appId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and id = ?3", tenantId, appId, id).firstResultOptional();
    }

    /** In whichever workspace: a person is shown alike in all of them. */
    static Optional<UploadFile> findOfAccount(UUID accountId, UUID id) {
        return find("createdByAccount = ?1 and id = ?2", accountId, id).firstResultOptional();
    }

    static List<UploadFile> listByIds(UUID tenantId, Collection<UUID> ids) {
        return list("tenantId = ?1 and id in ?2", tenantId, ids);
    }

    static List<String> storageKeysOfApp(UUID tenantId, UUID appId) {
        return find("select storageKey from UploadFile where tenantId = ?1 and appId = ?2", tenantId, appId)
                .project(String.class).list();
    }
}
