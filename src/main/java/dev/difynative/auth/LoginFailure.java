package dev.difynative.auth;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** How often a wrong password was sent for an e-mail address; in the database, so that it holds on all instances. */
@Entity
@Table(name = "login_failures")
public class LoginFailure extends PanacheEntityBase {
    @Id public String email;
    public int failures;
    public Instant lastFailureAt;
    public Instant lockedUntil;

    static Optional<Instant> lockedUntil(String email, Instant now) {
        return find("email = ?1 and lockedUntil > ?2", email, now).<LoginFailure>firstResultOptional()
                .map(failure -> failure.lockedUntil);
    }

    /** Counts one more failure; those before {@code forgetBefore} and those that led to a lock which is over do not count. */
    static int count(String email, Instant now, Instant forgetBefore) {
        return (Integer) getEntityManager().createNativeQuery("""
                insert into login_failures as f (email, failures, last_failure_at) values (?1, 1, ?2)
                on conflict (email) do update set last_failure_at = excluded.last_failure_at,
                    failures = case when f.last_failure_at < ?3 or f.locked_until <= ?2 then 1 else f.failures + 1 end,
                    locked_until = case when f.locked_until <= ?2 then null else f.locked_until end
                returning failures""", Integer.class)
                .setParameter(1, email).setParameter(2, now).setParameter(3, forgetBefore).getSingleResult();
    }

    static void lock(String email, Instant until) { update("lockedUntil = ?2 where email = ?1", email, until); }

    static void forget(String email) { delete("email", email); }

    static void deleteOlderThan(Instant forgetBefore, Instant now) {
        delete("lastFailureAt < ?1 and (lockedUntil is null or lockedUntil < ?2)", forgetBefore, now);
    }
}
