package dev.difynative.auth;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/**
 * Hashes and checks passwords. The work is meant to be slow, so it is done by a few threads of its own: a storm of sign-ins
 * then competes for those, and not with everybody else's requests.
 */
@Singleton
public class Passwords {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 256;
    private static final int MAX_WAITING = 200;
    private static final int IDLE_SECONDS = 30;

    private final int rounds;
    private final ThreadPoolExecutor workers;
    // What an unknown address is checked against: as many rounds as a real one.
    private final PasswordHash ofNobody;

    Passwords(AuthConfig config) {
        this.rounds = config.password().rounds();
        this.ofNobody = new PasswordHash(rounds, new byte[16], new byte[64]);
        int threads = Runtime.getRuntime().availableProcessors();
        this.workers = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING), Thread.ofPlatform().name("passwords-", 0).daemon().factory());
        workers.allowCoreThreadTimeOut(true);
    }

    /** Refuses what is too easy to guess: fewer than eight characters, no letter or no digit. */
    public static void check(String field, String password) {
        if (password == null || password.isEmpty()) {
            throw Parameters.missing(field);
        }
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            throw CommonError.INVALID_PARAM.field(field, "length", "Parameter '%s' must be %d to %d characters long", field,
                    MIN_LENGTH, MAX_LENGTH);
        }
        if (password.chars().noneMatch(Character::isLetter) || password.chars().noneMatch(Character::isDigit)) {
            throw CommonError.INVALID_PARAM.field(field, "format", "Parameter '%s' must contain a letter and a digit", field);
        }
    }

    String hash(String password) { return work(() -> PasswordHash.of(password, rounds).text()); }

    /** Whether the password is the stored one; with {@code stored} null it is never, but takes as long to find out. */
    boolean matches(String password, String stored) {
        return work(() -> {
            boolean matches = (stored == null ? ofNobody : PasswordHash.parse(stored)).matches(password);
            return matches && stored != null;
        });
    }

    /** Whether the hash was made with fewer rounds than new ones are. */
    boolean isWeak(String stored) {
        return PasswordHash.parse(stored).rounds() < rounds;
    }

    @PreDestroy
    void stop() { workers.shutdownNow(); }

    private <T> T work(Callable<T> task) {
        try {
            return workers.submit(task).get();
        } catch (RejectedExecutionException full) {
            throw AuthError.TOO_BUSY.because("Too many people sign in right now; try again shortly").withRetryAfter(1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommonError.SERVICE_UNAVAILABLE.because("The service is shutting down");
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        }
    }
}
