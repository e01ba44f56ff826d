package dev.difynative.platform.bus;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.redis.RedisGone;
import dev.difynative.platform.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Carries the bus over one Redis channel. One connection listens; it is opened again for ever, with a growing pause, and is
 * given up when the heartbeat that this instance sends itself does not come back. What could not be sent is kept, within
 * bounds, and sent later, twice: when this instance is back, and when the others should be.
 */
@Singleton
class RedisRelay {
    private static final Logger LOG = Logger.getLogger(RedisRelay.class);
    private static final String BUS = "dify:bus";
    private static final String RESYNC = "\u0000resync";
    private static final long BEAT_MILLIS = 2_000;
    private static final int BEATS_MISSED_AT_MOST = 3;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    /** Of a connection that breaks while it is taken into use the client says neither that it is there nor that it is not. */
    private static final long ATTEMPT_MILLIS = 5_000;
    private static final int UNSENT_AT_MOST = 1_000;

    private final String origin = Ids.next().toString();
    private final String heartbeat = BUS + ":" + origin;
    private final InstanceBus bus;
    private final SharedRedis redis;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final Deque<String> unsent = new ConcurrentLinkedDeque<>();
    private final AtomicInteger unsentCount = new AtomicInteger();
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private final AtomicInteger missedBeats = new AtomicInteger();
    private volatile RedisConnection listening;
    private volatile boolean closed;
    private volatile long pause = FIRST_PAUSE_MILLIS;
    private volatile long timer = -1;
    private ExecutorService deliveries;

    RedisRelay(InstanceBus bus, SharedRedis redis, Vertx vertx, MeterRegistry meters) {
        this.bus = bus;
        this.redis = redis;
        this.vertx = vertx;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        if (!redis.isConfigured()) {
            return;
        }
        // One thread, so that messages are delivered in the order of their arrival.
        deliveries = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("instance-bus").factory());
        bus.relayThrough(this::send);
        timer = vertx.setPeriodic(BEAT_MILLIS, unused -> beat());
        listen();
    }

    @PreDestroy
    void stop() {
        closed = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            deliveries.shutdownNow();
        }
    }

    private void send(String channel, String message) {
        String envelope = new JsonObject().put("channel", channel).put("message", message).put("origin", origin).encode();
        Future<Response> sent = transmit(envelope);
        if (SharedRedis.mayWait()) {
            try {
                SharedRedis.await(sent);
            } catch (RedisGone gone) {
                LOG.warnf("Redis was not told of a change at once: %s", gone.getMessage());
            }
        }
    }

    private Future<Response> transmit(String envelope) {
        Future<Response> sent;
        try {
            sent = redis.client().send(Request.cmd(Command.PUBLISH).arg(BUS).arg(envelope));
        } catch (RuntimeException refused) {
            sent = Future.failedFuture(refused);
        }
        return sent.onComplete(result -> {
            meters.counter("dify.bus.sent", "outcome", result.succeeded() ? "ok" : "failed").increment();
            if (result.failed()) {
                keep(envelope);
            }
        });
    }

    private void keep(String envelope) {
        if (unsentCount.incrementAndGet() > UNSENT_AT_MOST && unsent.pollFirst() != null) {
            unsentCount.decrementAndGet();
            forgotten.set(true);
        }
        unsent.addLast(envelope);
    }

    private void sendTheUnsent() {
        if (forgotten.compareAndSet(true, false)) {
            transmit(new JsonObject().put("channel", RESYNC).put("message", "").put("origin", origin).encode());
        }
        for (int remaining = unsentCount.get(); remaining > 0; remaining--) {
            String envelope = unsent.pollFirst();
            if (envelope == null) {
                return;
            }
            unsentCount.decrementAndGet();
            transmit(envelope);
            // Who was away as well may come back a pause later, and a message can be heard twice without harm.
            vertx.setTimer(LONGEST_PAUSE_MILLIS + BEAT_MILLIS, unused -> {
                if (!closed) {
                    transmit(envelope);
                }
            });
        }
    }

    private void beat() {
        RedisConnection connection = listening;
        if (connection == null) {
            return;
        }
        if (missedBeats.incrementAndGet() > BEATS_MISSED_AT_MOST) {
            lost(connection, "its heartbeat is not heard");
            return;
        }
        try {
            redis.client().send(Request.cmd(Command.PUBLISH).arg(heartbeat).arg("beat"));
        } catch (RuntimeException refused) {
            LOG.debugf("No heartbeat was sent: %s", refused.getMessage());
        }
    }

    private void listen() {
        if (closed) {
            return;
        }
        Future<RedisConnection> connecting;
        try {
            connecting = redis.client().connect();
        } catch (RuntimeException refused) {
            connecting = Future.failedFuture(refused);
        }
        Future<RedisConnection> attempt = connecting;
        attempt.compose(this::subscribed).timeout(ATTEMPT_MILLIS, TimeUnit.MILLISECONDS).onSuccess(this::connected)
                .onFailure(fault -> {
                    // Also one that comes later, which nobody waits for any more.
                    attempt.onSuccess(RedisConnection::close);
                    listenLater(fault);
                });
    }

    private Future<RedisConnection> subscribed(RedisConnection connection) {
        connection.handler(this::received);
        connection.exceptionHandler(fault -> lost(connection, fault.getMessage()));
        connection.endHandler(unused -> lost(connection, "it was closed"));
        return connection.send(Request.cmd(Command.SUBSCRIBE).arg(BUS).arg(heartbeat)).map(connection);
    }

    private void connected(RedisConnection connection) {
        listening = connection;
        missedBeats.set(0);
        pause = FIRST_PAUSE_MILLIS;
        LOG.info("Connected with the other instances through Redis");
        deliver(bus::messagesMayBeMissing);
        sendTheUnsent();
    }

    private void lost(RedisConnection connection, String reason) {
        if (listening != connection || closed) {
            return;
        }
        listening = null;
        LOG.warnf("The connection with the other instances through Redis is lost (%s); trying again", reason);
        connection.close();
        listen();
    }

    private void listenLater(Throwable fault) {
        // Once is enough: it is tried again for ever.
        LOG.logf(pause == FIRST_PAUSE_MILLIS ? Logger.Level.WARN : Logger.Level.DEBUG,
                "Redis is not reachable (%s): this instance goes on without it, and tries again", fault.getMessage());
        vertx.setTimer(pause, unused -> listen());
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }

    // A message is [message, channel, payload]; confirmations of subscriptions have a number in the third place.
    private void received(Response response) {
        if (response == null || response.size() != 3 || !"message".equals(response.get(0).toString())) {
            return;
        }
        missedBeats.set(0);
        if (heartbeat.equals(response.get(1).toString())) {
            sendTheUnsent();
            return;
        }
        JsonObject envelope = new JsonObject(response.get(2).toString());
        if (origin.equals(envelope.getString("origin"))) {
            return;
        }
        meters.counter("dify.bus.received").increment();
        String channel = envelope.getString("channel");
        deliver(RESYNC.equals(channel)
                ? bus::messagesMayBeMissing
                : () -> bus.deliver(channel, envelope.getString("message")));
    }

    private void deliver(Runnable delivery) {
        if (!closed) {
            deliveries.execute(delivery);
        }
    }
}
