package dev.difynative.workflow.run;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.lifecycle.Drainable;
import dev.difynative.workflow.run.background.StopMarks;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** The runs that are under way in this process; finds, stops and drains them. */
@ApplicationScoped
public class LiveRuns implements Drainable {
    private static final Logger LOG = Logger.getLogger(LiveRuns.class);
    private static final String STOP_CHANNEL = "workflow-stop";
    private static final long TICK_MILLIS = 100;
    private static final int TICKS_PER_STORING = 10;

    private final Map<UUID, LiveRun> byTask = new ConcurrentHashMap<>();
    private final Map<UUID, LiveRun> byId = new ConcurrentHashMap<>();
    private final InstanceBus bus;
    private final StopMarks marks;
    private final Vertx vertx;
    private volatile Consumer<UUID> paused = run -> {};
    private int ticks;

    LiveRuns(InstanceBus bus, StopMarks marks, Vertx vertx) {
        this.bus = bus;
        this.marks = marks;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        bus.subscribe(STOP_CHANNEL, this::stopHere);
        vertx.setPeriodic(TICK_MILLIS, timer -> {
            boolean storing = ++ticks % TICKS_PER_STORING == 0;
            if (!byId.isEmpty()) {
                Thread.startVirtualThread(() -> byId.values().forEach(run -> tick(run, storing)));
            }
        });
    }

    private static void tick(LiveRun run, boolean storing) {
        try {
            run.openIfLasting();
            if (storing) {
                run.tick();
            }
        } catch (RuntimeException fault) {
            LOG.warnf(fault, "Run %s could not be stored for now", run.identity().id());
        }
    }

    /** Stops the run of that task wherever it is; says nothing when there is none. A null user means whoever it is. */
    void stop(UUID appId, String user, UUID taskId) {
        boolean elsewhere = !byTask.containsKey(taskId);
        bus.publish(STOP_CHANNEL, taskId + " " + appId + " " + (user == null ? "" : user));
        if (elsewhere) {
            // The bus reaches other processes only where there is Redis; the database reaches all.
            marks.mark(appId, user, taskId);
        }
    }

    /** Is called with each run that has paused, after that is stored. */
    void whenPaused(Consumer<UUID> listener) {
        paused = listener;
    }

    void hasPaused(LiveRun run) { Thread.startVirtualThread(() -> paused.accept(run.identity().id())); }

    private void stopHere(String message) {
        String[] parts = message.split(" ", 3);
        LiveRun run = byTask.get(UUID.fromString(parts[0]));
        if (run != null && run.identity().scope().appId().equals(UUID.fromString(parts[1]))
                && (parts[2].isEmpty() || parts[2].equals(run.identity().scope().user()))) {
            run.stop(StopMarks.WHY);
        }
    }

    public Optional<LiveRun> find(UUID runId) { return Optional.ofNullable(byId.get(runId)); }

    public Set<UUID> ids() { return Set.copyOf(byId.keySet()); }

    public void add(LiveRun run) {
        byTask.put(run.identity().taskId(), run);
        byId.put(run.identity().id(), run);
    }

    public void remove(LiveRun run) {
        byTask.remove(run.identity().taskId(), run);
        byId.remove(run.identity().id(), run);
    }

    @Override
    public int open() { return (int) byId.values().stream().filter(LiveRun::hasBegun).count(); }

    /** Ends all runs under way as failed, and says why; those that have not begun are left to other processes. */
    @Override
    public void endAll(String reason) {
        byId.values().stream().filter(LiveRun::hasBegun)
                .forEach(run -> run.fail(CommonError.SERVICE_UNAVAILABLE.because("%s", reason)));
    }
}
