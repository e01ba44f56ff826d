package dev.difynative.api.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

/** What only the called method knows of what is done: which thing it is about, where no path names it, and who came in just now. */
@RequestScoped
public class AuditNotes {
    private final List<String> targets = new ArrayList<>();
    private Doer newcomer;

    /** Who does something; {@code tokenId} is null when the person is signed in. */
    record Doer(UUID tenantId, UUID accountId, UUID tokenId) {}

    /** Names a thing, null for one that the caller has not named; a call may be about several. */
    public void about(Object target) {
        if (target != null) {
            targets.add(target.toString());
        }
    }

    /** Somebody who is nobody's caller yet has come into a workspace. */
    public void joined(UUID tenantId, UUID accountId) {
        newcomer = new Doer(tenantId, accountId, null);
        about(accountId);
    }

    Optional<String> target() { return targets.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", targets)); }

    Optional<Doer> newcomer() { return Optional.ofNullable(newcomer); }
}
