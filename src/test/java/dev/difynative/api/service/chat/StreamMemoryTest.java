package dev.difynative.api.service.chat;

import static dev.difynative.testsupport.TestApps.streamed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class StreamMemoryTest {
    private static final int STREAMS = 60;
    private static final int PIECES = 40;
    /** What threads may keep for their next buffers. */
    private static final int KEPT = STREAMS * PIECES / 2;
    private static ModelServer models;

    @Inject TestApps apps;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @Test
    void theBuffersOfAStreamGoBackToTheirPool() {
        TestApps.TestApp app = apps.of("chat", models);
        models.reply("/chat/completions", ModelReply.saying(Collections.nCopies(PIECES, "word ").toArray(String[]::new))
                .every(Duration.ofMillis(1)));
        long before = buffersInUse();
        for (int i = 0; i < STREAMS; i++) {
            try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), streamed("Hi"))) {
                assertEquals(PIECES + 1, stream.all().size());
            }
        }
        long more = buffersInUse() - before;
        assertTrue(more < KEPT, more + " buffers of " + STREAMS * PIECES + " are still in use");
    }

    private static long buffersInUse() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream().mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }
}
