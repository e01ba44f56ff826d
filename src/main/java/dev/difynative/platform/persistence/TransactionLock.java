package dev.difynative.platform.persistence;

import io.quarkus.hibernate.orm.panache.Panache;

/** A lock by name, for what no row stands for that could be locked. */
public final class TransactionLock {

    private TransactionLock() {}

    /** Waits until no other transaction, of any instance, has the lock of this name; it is held until this transaction ends. */
    public static void take(String name) {
        Panache.getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
                .setParameter(1, name).getSingleResult();
    }
}
