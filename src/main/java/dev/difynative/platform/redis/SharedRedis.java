package dev.difynative.platform.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

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
    /** The longest that a request waits for Redis. */
    public static final long PATIENCE_MILLIS = 50;

    private final boolean configured;
    private final Supplier<Redis> client;

    @Inject
    SharedRedis(@ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> hosts, Instance<Redis> client) {
        this(hosts.isPresent() && !hosts.get().isEmpty(), client::get);
    }

    /** For use without the container. */
    public SharedRedis(boolean configured, Supplier<Redis> client) {
        this.configured = configured;
        this.client = client;
    }

    public boolean isConfigured() { return configured; }

    /** The client; only to be asked for where Redis is configured. */
    public Redis client() { return client.get(); }

    /**
     * Waits for an answer, but never longer than {@link #PATIENCE_MILLIS}.
     *
     * @throws RedisGone when there was no answer in time, or a fault
     */
    public static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new RedisGone("no answer within " + PATIENCE_MILLIS + " ms", slow);
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
