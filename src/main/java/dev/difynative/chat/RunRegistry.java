package dev.difynative.chat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.chat.journal.Journal;
import dev.difynative.chat.journal.JournalEntry;
import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.platform.lifecycle.Drainable;
import io.vertx.core.Vertx;

/** The answers under way in this process: found by task to be stopped, flushed each second, ended when the process ends. */
@ApplicationScoped
public class RunRegistry implements Drainable {
    private static final String STOP_CHANNEL = "chat-stop";
    private static final long FLUSH_MILLIS = 1_000;
    /** A streamed answer that has ended by then is stored once, as a whole: short answers cost one row write, not two. */
    private static final double OPEN_AFTER_SECONDS = 0.1;
    private static final long OPEN_CHECK_MILLIS = 50;

    private final Map<UUID, ChatRun> runs = new ConcurrentHashMap<>();
    /** Streamed answers that are not stored yet, the oldest first. */
    private final Queue<ChatRun> young = new ConcurrentLinkedQueue<>();
    private final InstanceBus bus;
    private final InstanceRegistry instances;
    private final Journal journal;
    private final Clock clock;
    private final Vertx vertx;
    private long lastTick;
    private boolean piecesKept;
    private volatile boolean piecesLost;

    RunRegistry(InstanceBus bus, InstanceRegistry instances, Journal journal, Clock clock, Vertx vertx) {
        this.bus = bus;
        this.instances = instances;
        this.journal = journal;
        this.clock = clock;
        this.vertx = vertx;
    }

    @PostConstruct
    void listen() {
        bus.subscribe(STOP_CHANNEL, message -> {
            StopRequest request = StopRequest.parse(message);
            ChatRun run = runs.get(request.taskId());
            if (run != null && request.appliesTo(run.turn())) {
                run.stop();
            }
        });
        vertx.setPeriodic(FLUSH_MILLIS, timer -> flush());
        vertx.setPeriodic(OPEN_CHECK_MILLIS, timer -> openGrown());
    }

    /** Stops the answer of that task wherever it runs, if it is that user's; says nothing when there is none. */
    public void stop(UUID appId, String user, UUID taskId) {
        bus.publish(STOP_CHANNEL, new StopRequest(taskId, appId, user).text());
    }

    @Override
    public int open() { return runs.size(); }

    /** Ends every answer under way with an error that says why; what was said is stored. */
    @Override
    public void endAll(String reason) {
        runs.values().forEach(run -> run.failed(CommonError.SERVICE_UNAVAILABLE.because("%s", reason)));
    }

    void add(ChatRun run) {
        runs.put(run.taskId(), run);
        if (run.frames() != null) {
            young.add(run);
        }
    }

    void remove(ChatRun run) { runs.remove(run.taskId()); }

    /** On one event loop. */
    private void flush() {
        boolean idle = runs.isEmpty();
        GrowthTick tick = new GrowthTick(++lastTick, piecesLost, clock.instant());
        piecesLost = false;
        runs.values().forEach(run -> run.flush(tick));
        if (!tick.isEmpty()) {
            piecesKept = true;
            tick.write(journal, instances.id()).exceptionally(fault -> {
                piecesLost = true;
                return null;
            });
        } else if (piecesKept && idle) {
            piecesKept = false;
            journal.write(new JournalEntry.Growth(instances.id(), lastTick, List.of(), lastTick));
        }
    }

    private void openGrown() {
        for (ChatRun run = young.peek(); run != null && run.seconds() >= OPEN_AFTER_SECONDS; run = young.peek()) {
            young.remove();
            run.open();
        }
    }

    private record StopRequest(UUID taskId, UUID appId, String user) {

        static StopRequest parse(String text) {
            String[] parts = text.split(" ", 3);
            return new StopRequest(UUID.fromString(parts[0]), UUID.fromString(parts[1]), parts[2]);
        }

        String text() { return taskId + " " + appId + " " + user; }

        boolean appliesTo(ChatTurn turn) { return turn.app().id().equals(appId) && turn.user().equals(user); }
    }
}
