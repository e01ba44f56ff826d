package dev.difynative.importer;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Remembers what has been made of what. The memory is written in the transaction that makes the thing, so that an import that
 * was cut off, by whatever, goes on where it was and makes nothing twice.
 */
@Singleton
class ImportLedger {
    private final Clock clock;

    /** Into which workspace, and from where. */
    record Place(UUID tenantId, String source) {}

    ImportLedger(Clock clock) { this.clock = clock; }

    Optional<UUID> find(Place place, ImportKind kind, String sourceId) {
        return QuarkusTransaction.joiningExisting().call(() -> Panache.getEntityManager().createNativeQuery("""
                SELECT own_id FROM import_entries WHERE tenant_id = ?1 AND source = ?2 AND kind = ?3 AND source_id = ?4""",
                UUID.class).setParameter(1, place.tenantId()).setParameter(2, place.source()).setParameter(3, kind.wire())
                .setParameter(4, sourceId).getResultStream().map(UUID.class::cast).findFirst());
    }

    /** Makes the thing and remembers it, both or neither. */
    UUID make(Place place, ImportKind kind, String sourceId, Supplier<UUID> maker) {
        return QuarkusTransaction.requiringNew().call(() -> {
            UUID made = maker.get();
            remember(place, kind, sourceId, made);
            return made;
        });
    }

    /** To be called in the transaction that makes the thing. */
    void remember(Place place, ImportKind kind, String sourceId, UUID ownId) {
        Panache.getEntityManager().createNativeQuery("""
                INSERT INTO import_entries (tenant_id, source, kind, source_id, own_id, created_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)""").setParameter(1, place.tenantId()).setParameter(2, place.source())
                .setParameter(3, kind.wire()).setParameter(4, sourceId).setParameter(5, ownId)
                .setParameter(6, clock.instant()).executeUpdate();
    }

    /** All that was made of things of a kind: their ids there and here. */
    Map<String, String> all(Place place, ImportKind kind) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Map<String, String> ids = new HashMap<>();
            for (Object row : Panache.getEntityManager().createNativeQuery("""
                    SELECT source_id, own_id FROM import_entries WHERE tenant_id = ?1 AND source = ?2 AND kind = ?3""",
                    Object[].class).setParameter(1, place.tenantId()).setParameter(2, place.source())
                    .setParameter(3, kind.wire()).getResultList()) {
                Object[] pair = (Object[]) row;
                ids.put(pair[0].toString(), pair[1].toString());
            }
            return ids;
        });
    }
}
