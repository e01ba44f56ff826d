package dev.difynative.platform.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;

/**
 * The Redis that the instances of the service share, if there is one. Whether it is configured is decided by
 * {@code quarkus.redis.hosts} alone, because the client's bean exists without it too; the client is first touched when it is
 * first used.
 */
@ApplicationScoped
public class SharedRedis {
    private static final Logger LOG = Logger.getLogger(SharedRedis.class);
    /** The longest that a request waits for Redis. */
    public static final long PATIENCE_MILLIS = 50;

    /** How long nobody waits for a Redis that has not answered yet. */
    private static final long REST_NANOS = 1_000_000_000L;

    private final boolean configured;
    private final Supplier<Redis> client;
    private final LongSupplier patienceMillis;
    private final LongSupplier nanoTime;
    private volatile boolean failed;
    private volatile long failedAt;

    @Inject
    SharedRedis(@ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> hosts, Instance<Redis> client) {
        this(hosts.isPresent() && !hosts.get().isEmpty(), client::get);
    }

    /** For use without the container. */
    public SharedRedis(boolean configured, Supplier<Redis> client) {
        this(configured, client, () -> PATIENCE_MILLIS, System::nanoTime);
    }

    /** With a patience and a clock of its own. */
    public SharedRedis(boolean configured, Supplier<Redis> client, LongSupplier patienceMillis, LongSupplier nanoTime) {
        this.configured = configured;
        this.client = client;
        this.patienceMillis = patienceMillis;
        this.nanoTime = nanoTime;
    }

    public boolean isConfigured() { return configured; }

    /** The client; only to be asked for where Redis is configured. */
    public Redis client() { return client.get(); }

    /**
     * Asks, and waits for the answer, but never longer than {@link #PATIENCE_MILLIS}. After a question without an answer
     * none is asked for a second, or until the answer comes nevertheless: often only this process stood still. A request that
     * has waited in vain waits for no further question.
     *
     * @throws RedisGone when there was no answer in time, or a fault
     */
    public <T> T ask(Function<Redis, Future<T>> question) {
        if (!isAsked() || RequestPatience.isSpent()) {
            throw new RedisGone("it did not answer just now", null);
        }
        Future<T> asked = question.apply(client());
        try {
            T answer = await(asked, patienceMillis.getAsLong());
            failed = false;
            return answer;
        } catch (RedisGone gone) {
            failedAt = nanoTime.getAsLong();
            if (!failed) {
                LOG.warnf("Redis does not answer: %s", gone.getMessage());
            }
            failed = true;
            RequestPatience.spend();
            asked.onSuccess(late -> failed = false);
            throw gone;
        }
    }

    /** Whether the next question is asked at all. */
    public boolean isAsked() {
        return !failed || nanoTime.getAsLong() - failedAt >= REST_NANOS;
    }

    /**
     * Waits for an answer, but never longer than {@link #PATIENCE_MILLIS}.
     *
     * @throws RedisGone when there was no answer in time, or a fault
     */
    public static <T> T await(Future<T> answer) { return await(answer, PATIENCE_MILLIS); }

    private static <T> T await(Future<T> answer, long millis) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new RedisGone("no answer within " + millis + " ms", slow);
        } catch (ExecutionException failed) {
            throw new RedisGone(String.valueOf(failed.getCause().getMessage()), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RedisGone("interrupted", interrupted);
        }
    }

    /** Whether this thread may wait at all. */
    public static boolean mayWait() { return !Context.isOnEventLoopThread(); }
}
