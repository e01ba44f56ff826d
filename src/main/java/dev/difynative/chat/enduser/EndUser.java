package dev.difynative.chat.enduser;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Someone who uses an app without an account here, under a name that the calling program chose. */
@Entity
@Table(name = "end_users")
public class EndUser extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public String type;
    public String sessionId;
    public boolean isAnonymous;
    public Instant createdAt;

    static Optional<EndUser> findOwned(UUID tenantId, UUID appId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and id = ?3", tenantId, appId, id).firstResultOptional();
    }
}
