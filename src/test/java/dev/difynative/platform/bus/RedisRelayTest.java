package dev.difynative.platform.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.redis.SharedRedis;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.RedisProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

class RedisRelayTest {

    private final RedisProcess redis = RedisProcess.start();
    private final Vertx vertx = Vertx.vertx();
    private final Member here = new Member();
    private final Member there = new Member();

    private final class Member {
        final InstanceBus bus = new InstanceBus();
        final List<String> heard = new CopyOnWriteArrayList<>();
        final AtomicInteger connections = new AtomicInteger();
        final RedisRelay relay;

        Member() {
            Redis client = Redis.createClient(vertx, redis.url());
            relay = new RedisRelay(bus, new SharedRedis(true, () -> client), vertx, new SimpleMeterRegistry());
            bus.subscribe("stop", heard::add);
            bus.onReconnect(connections::incrementAndGet);
            relay.start(new StartupEvent());
        }

        void awaitConnection(int number) { Eventually.isTrue("connection " + number, () -> connections.get() >= number); }
    }

    @AfterEach
    void end() {
        here.relay.stop();
        there.relay.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @Test
    void aMessageReachesEachInstanceOnce() {
        here.awaitConnection(1);
        there.awaitConnection(1);
        for (int number = 0; number < 100; number++) {
            here.bus.publish("stop", "é" + number);
        }
        Eventually.isTrue("100 messages", () -> there.heard.size() == 100);
        // Several connections may carry them, so that their order is not promised.
        assertEquals(Set.copyOf(here.heard), Set.copyOf(there.heard));
    }

    @Test
    void afterALossTheConnectionComesBackAndWhatWasSaidMeanwhileIsTold() {
        here.awaitConnection(1);
        there.awaitConnection(1);
        redis.close();

        // There is no Redis to wait for until this has returned.
        assertTimeoutPreemptively(Eventually.PATIENCE, () -> here.bus.publish("stop", "while away"));
        assertEquals(List.of("while away"), here.heard);

        redis.resume();
        here.awaitConnection(2);
        there.awaitConnection(2);
        Eventually.isTrue("the message kept meanwhile", () -> there.heard.contains("while away"));
    }

    @Test
    void whoComesBackLaterThanOthersIsToldAsWell() {
        here.awaitConnection(1);
        redis.close();
        here.bus.publish("stop", "while away");
        redis.resume();
        here.awaitConnection(2);
        Member late = new Member();
        Eventually.isTrue("the message kept meanwhile", () -> late.heard.contains("while away"));
        late.relay.stop();
    }

    @Test
    void anAttemptToConnectThatNeverEndsIsGivenUp() throws IOException {
        here.awaitConnection(1);
        there.awaitConnection(1);
        redis.close();
        Socket silent;
        try (ServerSocket mute = new ServerSocket(URI.create(redis.url()).getPort())) {
            silent = mute.accept();
        }
        try (silent) {
            redis.resume();
            here.awaitConnection(2);
            there.awaitConnection(2);
        }
    }
}
