package dev.difynative.platform.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;

class FrameStreamTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() { vertx = Vertx.vertx(); }

    @AfterAll
    static void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private final FrameStream frames = new FrameStream(vertx, vertx.getOrCreateContext());

    @Test
    void framesMadeBeforeTheReaderCameAreNotLost() {
        frames.append(bytes("a"), bytes("b"));
        frames.append(bytes("c"));
        frames.end();
        assertEquals("abc",
                text(frames.subscribe().withSubscriber(AssertSubscriber.create(10)).awaitCompletion(Eventually.PATIENCE)
                        .getItems()));
    }

    @Test
    void framesThatAreReadyTogetherTravelInOneBuffer() {
        List<ByteBuf> buffers = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        vertx.getOrCreateContext();
        FrameStream onLoop = new FrameStream(vertx, vertx.getOrCreateContext());
        onLoop.append(bytes("1"));
        onLoop.append(bytes("2"));
        onLoop.append(bytes("3"));
        onLoop.end();
        onLoop.subscribe().with(buffers::add, fault -> {}, ended::countDown);
        assertTrue(await(ended));
        assertEquals(List.of("123"), buffers.stream().map(ready -> ready.toString(StandardCharsets.UTF_8)).toList());
    }

    @Test
    void nothingIsSentBeyondWhatTheReaderAskedFor() throws InterruptedException {
        AssertSubscriber<ByteBuf> reader = frames.subscribe().withSubscriber(AssertSubscriber.create(0));
        frames.append(bytes("x"));
        Thread.sleep(50);
        assertTrue(reader.getItems().isEmpty());
        reader.request(1);
        Eventually.isTrue("the frame", () -> !reader.getItems().isEmpty());
        assertEquals("x", text(reader.getItems()));
    }

    @Test
    void aReaderWhoLeavesIsReportedOnceAndReceivesNothingMore() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        frames.whenReaderLeaves(left::countDown);
        AssertSubscriber<ByteBuf> reader = frames.subscribe().withSubscriber(AssertSubscriber.create(10));
        reader.cancel();
        assertTrue(await(left));
        frames.append(bytes("late"));
        frames.end();
        Thread.sleep(50);
        assertTrue(reader.getItems().isEmpty());
    }

    @Test
    void aReaderWhoLeavesAfterTheEndIsNoMatter() {
        CountDownLatch left = new CountDownLatch(1);
        frames.whenReaderLeaves(left::countDown);
        frames.append(bytes("x"));
        frames.end();
        AssertSubscriber<ByteBuf> reader = frames.subscribe().withSubscriber(AssertSubscriber.create(10));
        reader.awaitCompletion(Eventually.PATIENCE);
        reader.cancel();
        assertEquals(1, left.getCount());
    }

    @Test
    void aSilentStreamIsKeptAliveByPingsWithoutData() {
        AssertSubscriber<ByteBuf> reader = frames.subscribe().withSubscriber(AssertSubscriber.create(10));
        frames.pingEvery(20);
        Eventually.isTrue("a ping after a ping", () -> reader.getItems().size() >= 2);
        assertEquals("event: ping\n\n", reader.getItems().getFirst().toString(StandardCharsets.UTF_8));
        frames.end();
        assertFalse(reader.getItems().isEmpty());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String text(List<ByteBuf> buffers) {
        StringBuilder all = new StringBuilder();
        buffers.forEach(ready -> all.append(ready.toString(StandardCharsets.UTF_8)));
        return all.toString();
    }

    private static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }
}
