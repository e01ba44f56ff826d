package dev.difynative.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.difynative.platform.error.Failure;

/** Locks an e-mail address for a while after several wrong passwords in a row. */
@Singleton
class LoginGuard {
    private final AuthConfig.Lockout rules;
    private final Clock clock;

    LoginGuard(AuthConfig config, Clock clock) {
        this.rules = config.lockout();
        this.clock = clock;
    }

    @Transactional
    void refuseIfLocked(String email) {
        Instant now = clock.instant();
        LoginFailure.lockedUntil(email, now).ifPresent(until -> {
            throw lockedOut(Duration.between(now, until));
        });
    }

    @Transactional
    void failed(String email) {
        Instant now = clock.instant();
        Instant forgetBefore = now.minus(rules.duration());
        if (LoginFailure.count(email, now, forgetBefore) >= rules.maxFailures()) {
            LoginFailure.lock(email, now.plus(rules.duration()));
        }
        LoginFailure.deleteOlderThan(forgetBefore, now);
    }

    @Transactional
    void succeeded(String email) { LoginFailure.forget(email); }

    private static Failure lockedOut(Duration rest) {
        long seconds = Math.max(1, rest.toSeconds() + 1);
        return AuthError.LOCKED_OUT.because("Too many wrong passwords; try again in %d s", seconds).withRetryAfter(seconds);
    }
}
