package dev.difynative.files;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A file that came with a question or an answer. New rows are written together with their message. */
@Entity
@Table(name = "message_files")
public class MessageFile extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID messageId;
    public String type;
    public String transferMethod;
    public String url;
    public UUID uploadFileId;
    public String belongsTo;
    public Instant createdAt;

    static List<MessageFile> listOfMessages(UUID tenantId, Collection<UUID> messageIds) {
        return list("tenantId = ?1 and messageId in ?2 order by id", tenantId, messageIds);
    }

    static boolean isReferenced(UUID tenantId, UUID uploadFileId) {
        return count("tenantId = ?1 and uploadFileId = ?2", tenantId, uploadFileId) > 0;
    }
}
