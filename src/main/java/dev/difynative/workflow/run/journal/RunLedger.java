package dev.difynative.workflow.run.journal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What of one run is not in the database yet. A run that ends before the journal comes to it is written once, however often it
 * asked to be written.
 */
public final class RunLedger {
    private final RunIdentity run;
    private UUID instance;
    private RunProgress progress;
    private boolean inserted;
    private boolean changed = true;
    private boolean continued;
    private final Set<UUID> underWay = new HashSet<>(0);
    private Map<UUID, NodeRow> nodes = new LinkedHashMap<>();
    private ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private int firstEvent = 1;
    private int lastEvent;
    private String pause;
    private List<PausedForm> forms = List.of();
    private RunCallback callback;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean queued;

    /** One helping for the journal; {@code progress} is null when the run's own row has not changed. */
    record Helping(RunLedger ledger, boolean isNew, RunIdentity run, UUID instance, RunProgress progress, List<NodeRow> nodes,
            int firstEvent, int lastEvent, byte[] frames, String pause, List<PausedForm> forms, RunCallback callback,
            List<CompletableFuture<Void>> waiting) {}

    public RunLedger(RunIdentity run, UUID instance, RunProgress progress) {
        this.run = run;
        this.instance = instance;
        this.progress = progress;
    }

    /** The ledger of a run that is in the database already, whose next event has this number. */
    public static RunLedger continued(RunIdentity run, UUID instance, int nextEvent) {
        RunLedger ledger = new RunLedger(run, instance, RunProgress.RUNNING);
        ledger.inserted = true;
        ledger.continued = true;
        ledger.firstEvent = nextEvent;
        ledger.lastEvent = nextEvent - 1;
        return ledger;
    }

    RunIdentity run() { return run; }

    /** Leaves the run to any process. */
    public synchronized void leave() { instance = null; }

    public synchronized void progress(RunProgress now) {
        progress = now;
        changed = true;
    }

    public synchronized void node(NodeRow row) { nodes.put(row.id(), row); }

    public synchronized int nextEvent() { return lastEvent + 1; }

    public synchronized void frame(byte[] frame) {
        lastEvent++;
        frames.writeBytes(frame);
    }

    /** Whether there is anything to be written. */
    public synchronized boolean hasNews() {
        return changed || !nodes.isEmpty() || frames.size() > 0;
    }

    public synchronized void pause(String state, List<PausedForm> waitedFor) {
        pause = state;
        forms = waitedFor;
    }

    public synchronized void callback(RunCallback wanted) { callback = wanted; }

    /** Completes when everything said so far is committed; true in {@code enqueue} means that the ledger must be queued. */
    synchronized boolean enqueue(CompletableFuture<Void> committed) {
        waiting.add(committed);
        boolean first = !queued;
        queued = true;
        return first;
    }

    /** Of a run that an earlier process began, nobody here knows which nodes are stored. */
    private List<NodeRow> rows() {
        List<NodeRow> rows = new ArrayList<>(nodes.size());
        for (NodeRow row : nodes.values()) {
            boolean ends = row.execution().outcome() != null;
            boolean stored = ends ? underWay.remove(row.id()) : !underWay.add(row.id());
            rows.add(stored || continued ? row.storedAgain() : row);
        }
        return rows;
    }

    public synchronized Helping take() {
        Helping helping = new Helping(this, !inserted, run, instance, changed ? progress : null, rows(), firstEvent, lastEvent,
                frames.size() == 0 ? null : frames.toByteArray(), pause, forms, inserted ? null : callback,
                waiting);
        inserted = true;
        changed = false;
        nodes = new LinkedHashMap<>();
        frames = new ByteArrayOutputStream();
        firstEvent = lastEvent + 1;
        pause = null;
        forms = List.of();
        waiting = new ArrayList<>();
        queued = false;
        return helping;
    }
}
