package dev.difynative.workflow.run.stream;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import dev.difynative.platform.event.FrameStream;
import dev.difynative.workflow.run.LiveRun;
import dev.difynative.workflow.run.WorkflowConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Opens event streams of runs for their readers. */
@Singleton
public class RunStreams {
    private static final byte[] PING = "event: ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private final Vertx vertx;
    private final WorkflowConfig config;

    RunStreams(Vertx vertx, WorkflowConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** Streams all that a run will tell; to be called before the run begins. */
    public CompletableFuture<FrameStream> of(LiveRun run) {
        FrameStream frames = open();
        if (config.cancelOnDisconnect()) {
            frames.whenReaderLeaves(run::stopUnread);
        }
        run.read(frames);
        return CompletableFuture.completedFuture(frames);
    }

    /** The same stage, completed on the event loop of the caller. */
    public <T> CompletableFuture<T> onLoop(CompletableFuture<T> stage) {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<T> there = new CompletableFuture<>();
        stage.whenComplete((value, fault) -> context.runOnContext(ignored -> {
            if (fault == null) {
                there.complete(value);
            } else {
                there.completeExceptionally(fault instanceof CompletionException wrapped ? wrapped.getCause() : fault);
            }
        }));
        return there;
    }

    /** A stream with its pings, and nothing else yet. */
    public FrameStream open() {
        Context context = vertx.getOrCreateContext();
        FrameStream frames = new FrameStream(vertx, context);
        // The first bytes at once: a workflow may be silent for long, and a proxy in between wants to see something.
        frames.append(PING);
        frames.pingEvery(config.ping().toMillis());
        return frames;
    }
}
