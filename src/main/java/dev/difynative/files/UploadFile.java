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

import dev.difynative.files.storage.FileStorage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A file that somebody uploaded; its bytes are in the {@link FileStorage}. */
@Entity
@Table(name = "upload_files")
public class UploadFile extends PanacheEntityBase {
    /** Of a row {@code f}: a picture that shows nobody and no app, or not any more. */
    static final String IS_IDLE_PICTURE = """
            f.picture AND NOT EXISTS (SELECT 1 FROM accounts a
                WHERE a.id = f.created_by_account AND a.avatar = cast(f.id AS text))
            AND NOT EXISTS (SELECT 1 FROM apps a
                WHERE a.tenant_id = f.tenant_id AND a.icon_type = 'image' AND lower(a.icon) = cast(f.id AS text))""";

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
    public boolean picture;

    static Optional<UploadFile> findOfApp(UUID tenantId, UUID appId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and id = ?3", tenantId, appId, id).firstResultOptional();
    }

    /** In whichever workspace: a person is shown alike in all of them. */
    static Optional<UploadFile> findOfAccount(UUID accountId, UUID id) {
        return find("createdByAccount = ?1 and id = ?2", accountId, id).firstResultOptional();
    }

    /** One that a member of the workspace uploaded, not a user of its apps. */
    static Optional<UploadFile> findOfMembers(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2 and createdByAccount is not null", tenantId, id).firstResultOptional();
    }

    /** Pictures are left out: they show apps and people, and are files for nothing else. */
    static List<UploadFile> listByIds(UUID tenantId, Collection<UUID> ids) {
        return list("tenantId = ?1 and id in ?2 and not picture", tenantId, ids);
    }

    static List<String> storageKeysOfApp(UUID tenantId, UUID appId) {
        return find("select storageKey from UploadFile where tenantId = ?1 and appId = ?2", tenantId, appId)
                .project(String.class).list();
    }

    /** Deletes a picture of this person that shows nobody and no app any more; its storage key, empty when it stays. */
    static Optional<String> deletePicture(UUID accountId, UUID id) {
        getEntityManager().flush();
        return getEntityManager()
                .createNativeQuery("DELETE FROM upload_files f WHERE f.id = :id AND f.created_by_account = :account AND "
                        + IS_IDLE_PICTURE + " RETURNING f.storage_key", String.class)
                .setParameter("account", accountId).setParameter("id", id)
                .getResultList().stream().map(String.class::cast).findFirst();
    }
}
