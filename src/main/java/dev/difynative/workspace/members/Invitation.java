package dev.difynative.workspace.members;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** An e-mail address whose person may come into a workspace; who has the link is taken for that person. */
@Entity
@Table(name = "invitations")
public class Invitation extends PanacheEntityBase {
    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public String email;
    public Role role;
    public String tokenHash;
    public UUID invitedBy;
    public Instant createdAt;
    public Instant expiresAt;

    static Optional<Invitation> findValid(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /** The invitations of a workspace that wait for an answer, in the order in which they were sent. */
    static List<Invitation> pending(UUID tenantId, Instant now) {
        return list("tenantId = ?1 and expiresAt > ?2 order by createdAt, id", tenantId, now);
    }

    /** False when there is no such invitation any more. */
    static boolean changeRole(UUID tenantId, UUID id, Role role, Instant now) {
        return update("role = ?4 where tenantId = ?1 and id = ?2 and expiresAt > ?3", tenantId, id, now, role) == 1;
    }

    static boolean cancel(UUID tenantId, UUID id) { return delete("tenantId = ?1 and id = ?2", tenantId, id) == 1; }

    /** Takes back what was sent to an address before. */
    static void withdraw(UUID tenantId, String email) {
        delete("tenantId = ?1 and email = ?2", tenantId, email);
    }
}
