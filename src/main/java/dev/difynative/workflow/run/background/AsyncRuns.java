package dev.difynative.workflow.run.background;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.lifecycle.Shutdown;
import dev.difynative.platform.net.Target;
import dev.difynative.quota.ActiveRequests;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.PreparedRun;
import dev.difynative.workflow.run.RunEnvironment;
import dev.difynative.workflow.run.WorkflowConfig;
import dev.difynative.workflow.run.WorkflowRunner;
import dev.difynative.workflow.run.journal.Frames;
import dev.difynative.workflow.run.journal.RunCallback;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.journal.RunProgress;
import dev.difynative.workflow.run.journal.RunStatements;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import io.quarkus.runtime.StartupEvent;

/**
 * Runs that nobody waits for. Such a run is in the database before its caller is told that it is accepted. What this process has
 * no room for, or its app no place, waits there for any process; should one die before the turn of a run comes, another one
 * takes the run over.
 */
@ApplicationScoped
public class AsyncRuns {
    static final String SECRET_PURPOSE = "workflow-callback";
    static final String LOST_VERSION = "The version of the workflow that was to be run does not exist any more";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(AsyncRuns.class);

    private final WorkflowRunner runner;
    private final RunEnvironment environment;
    private final PublishedWorkflows published;
    private final RunCallbacks callbacks;
    private final CredentialVault vault;
    private final StoredRuns stored;
    private final RunClosing closing;
    private final RunPlaces places;
    private final Patrols patrols;
    private final Shutdown shutdown;
    private final int most;
    private final Deque<Placed> waiting = new ArrayDeque<>();
    private int underWay;

    /** A run with the place among its app's requests in flight that it has until it ends or waits for a person. */
    private record Placed(PreparedRun prepared, ActiveRequests.Slot place) {}

    /** Who is to be told of the end; the key signs what he is told. */
    public record Callback(String url, String key) {}

    AsyncRuns(WorkflowRunner runner, RunEnvironment environment, PublishedWorkflows published,
            RunCallbacks callbacks, CredentialVault vault, StoredRuns stored, RunClosing closing, RunPlaces places,
            WorkflowConfig config, Patrols patrols, Shutdown shutdown) {
        this.runner = runner;
        this.environment = environment;
        this.published = published;
        this.callbacks = callbacks;
        this.vault = vault;
        this.stored = stored;
        this.closing = closing;
        this.places = places;
        this.patrols = patrols;
        this.shutdown = shutdown;
        this.most = config.maxAsync();
    }

    void watch(@Observes StartupEvent started) { patrols.every(PAUSE, "waiting runs", this::takeWaiting); }

    /** Accepts a run; completes when it is stored. The callback may be null. */
    public CompletableFuture<RunIdentity> submit(PreparedRun prepared, Callback callback) {
        RunIdentity identity = prepared.run().identity();
        if (callback != null) {
            prepared.ledger().callback(new RunCallback(checked(callback.url()),
                    vault.seal(identity.scope().tenantId(), SECRET_PURPOSE, callback.key())));
        }
        prepared.ledger().progress(RunProgress.SCHEDULED);
        UUID tenantId = identity.scope().tenantId();
        UUID appId = identity.scope().appId();
        boolean mine = room() > 0;
        ActiveRequests.Slot place = mine ? places.take(tenantId, appId) : places.takeToWait(tenantId, appId);
        if (mine) {
            environment.registry().add(prepared.run());
        } else {
            prepared.ledger().leave();
        }
        return environment.journal().save(prepared.ledger()).handle((saved, fault) -> {
            if (fault != null || !mine) {
                place.close();
            }
            if (fault != null) {
                environment.registry().remove(prepared.run());
                throw CommonError.SERVICE_UNAVAILABLE.because("The run could not be stored; try again shortly");
            }
            if (mine) {
                enqueue(new Placed(prepared, place));
            }
            return identity;
        });
    }

    /** Stores a run in somebody's transaction, for whichever process has room for it first. */
    public RunIdentity store(PreparedRun prepared, Connection connection) throws SQLException {
        prepared.ledger().progress(RunProgress.SCHEDULED);
        prepared.ledger().leave();
        try (Frames.Packer packer = new Frames.Packer(); RunStatements statements = new RunStatements(connection, packer)) {
            statements.add(prepared.ledger().take());
            statements.execute();
        }
        return prepared.run().identity();
    }

    /** Takes as many of the runs that wait for any process as this one has room for, and their apps have places for. */
    public synchronized void takeWaiting() {
        Set<UUID> full = new HashSet<>();
        boolean more = true;
        while (more) {
            int room = room();
            int known = full.size();
            List<StoredRuns.Waiting> next = room <= 0
                    ? List.of()
                    : stored.waiting(environment.instanceId(), environment.registry().ids(), full, room);
            take(next, full);
            // What an app without a place has kept others from is looked for again.
            more = next.size() == room && full.size() > known;
        }
    }

    private void take(List<StoredRuns.Waiting> runs, Set<UUID> full) {
        Map<UUID, ActiveRequests.Slot> placed = new LinkedHashMap<>();
        for (StoredRuns.Waiting run : runs) {
            if (!full.contains(run.appId())) {
                places.ifFree(run.tenantId(), run.appId()).ifPresentOrElse(place -> placed.put(run.id(), place),
                        () -> full.add(run.appId()));
            }
        }
        try {
            for (UUID id : stored.take(environment.instanceId(), placed.keySet())) {
                begin(id, placed.get(id));
                placed.remove(id);
            }
        } finally {
            placed.values().forEach(ActiveRequests.Slot::close);
        }
    }

    private void begin(UUID id, ActiveRequests.Slot place) {
        WorkflowRun run = environment.registry().find(id).isPresent() ? null : stored.find(id).orElse(null);
        if (run == null) {
            place.close();
        } else if (!takeOver(run, place)) {
            place.close();
            closing.failed(run, LOST_VERSION);
        }
    }

    private int room() {
        if (shutdown.isAnnounced()) {
            return 0;
        }
        synchronized (waiting) {
            return most - underWay - waiting.size();
        }
    }

    private static String checked(String url) {
        try {
            Target.parse(url);
            return url;
        } catch (Failure malformed) {
            throw CommonError.INVALID_PARAM.field("callback_url", "format",
                    "Parameter 'callback_url' must be an http or https address");
        }
    }

    /** Takes over a waiting run that is only to be stopped, for which it needs no place. */
    synchronized void takeOverToStop(WorkflowRun run) {
        if (environment.registry().find(run.id).isEmpty() && !takeOver(run, () -> {})) {
            closing.failed(run, LOST_VERSION);
        }
    }

    /** Takes over a run that is this process's own by now; false when it cannot be begun. */
    private boolean takeOver(WorkflowRun run, ActiveRequests.Slot place) {
        WorkflowSnapshot workflow = published.find(run.tenantId, run.appId, run.workflowId).orElse(null);
        if (workflow == null) {
            return false;
        }
        PreparedRun prepared;
        try {
            prepared = runner.prepareStored(run, workflow);
        } catch (Failure refused) {
            LOG.warnf("Run %s cannot be taken over: %s", run.id, refused.getMessage());
            return false;
        }
        environment.registry().add(prepared.run());
        enqueue(new Placed(prepared, place));
        return true;
    }

    private void enqueue(Placed run) {
        synchronized (waiting) {
            waiting.add(run);
        }
        next();
    }

    private void next() {
        while (true) {
            Placed run;
            synchronized (waiting) {
                // When this process ends, another one begins what still waits.
                if (underWay >= most || waiting.isEmpty() || shutdown.isAnnounced()) {
                    return;
                }
                run = waiting.poll();
                underWay++;
            }
            Thread.startVirtualThread(() -> begin(run));
        }
    }

    private void begin(Placed run) {
        PreparedRun prepared = run.prepared();
        // Another process has it if this one was thought to be dead; and it may have been stopped while it waited.
        if (!isStillOurs(prepared)) {
            environment.registry().remove(prepared.run());
            done(run);
            return;
        }
        prepared.run().finished().whenComplete((ended, fault) -> {
            callbacks.wake();
            done(run);
        });
        if (!prepared.run().engine().isEnded()) {
            prepared.run().progress(RunProgress.RUNNING);
            runner.go(prepared);
        }
    }

    private boolean isStillOurs(PreparedRun prepared) {
        UUID id = prepared.run().identity().id();
        while (true) {
            try {
                return stored.begin(id, environment.instanceId());
            } catch (IllegalStateException unreachable) {
                LOG.warnf("Run %s could not be begun, will try again: %s", id, unreachable.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private void done(Placed run) {
        run.place().close();
        synchronized (waiting) {
            underWay--;
        }
        next();
    }
}
