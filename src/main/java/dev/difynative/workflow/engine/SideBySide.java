package dev.difynative.workflow.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import dev.difynative.platform.tracing.Traces;
import dev.difynative.workflow.node.ChildRun;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.Value;

/**
 * The rounds of a list, some of them at the same time. A round that waits for something from outside keeps its place, so that
 * no more rounds wait at once than may run at once.
 */
final class SideBySide {
    private final BodyRuns body;
    private final List<Map<String, Value>> variables;
    private final Predicate<ChildRun> endEarly;
    private final Queue<Integer> open;
    private final int workers;
    private volatile boolean early;
    private volatile RuntimeException fault;

    SideBySide(BodyRuns body, List<Map<String, Value>> variables, int parallel, Predicate<ChildRun> endEarly) {
        this.body = body;
        this.variables = variables;
        this.endEarly = endEarly;
        this.open = new ConcurrentLinkedQueue<>(body.open(variables.size()));
        this.workers = Math.min(Math.max(1, parallel - body.standing()), open.size());
    }

    List<ChildRun> run() {
        try {
            if (workers == 1) {
                takeTurns();
            } else {
                together();
            }
        } catch (InterruptedException ended) {
            early = true;
            Thread.currentThread().interrupt();
            throw new NodeFailure("Interrupted", "The node was interrupted");
        }
        if (fault != null) {
            throw fault;
        }
        if (!early) {
            body.pauseIfWaiting();
        }
        return List.copyOf(body.done());
    }

    private void together() throws InterruptedException {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            CompletableFuture<Void> finished = new CompletableFuture<>();
            all.add(finished);
            Traces.onVirtualThread(() -> work(finished));
        }
        body.await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    private void work(CompletableFuture<Void> finished) {
        try {
            takeTurns();
        } catch (InterruptedException givenUp) {
            early = true;
        } catch (RuntimeException failed) {
            fault = failed;
            synchronized (body.lock()) {
                early = true;
                body.giveUpOthers();
            }
        } finally {
            finished.complete(null);
        }
    }

    private void takeTurns() throws InterruptedException {
        for (Integer index = open.poll(); index != null && !early; index = open.poll()) {
            if (!one(index)) {
                return;
            }
        }
    }

    /** Runs one round; false when it waits. */
    private boolean one(int index) throws InterruptedException {
        Round round = body.run(index, variables.get(index));
        if (round == null) {
            return false;
        }
        synchronized (body.lock()) {
            if (!early) {
                body.settle(round);
                if (endEarly.test(round)) {
                    early = true;
                    body.giveUpOthers();
                }
            }
        }
        return true;
    }
}
