package dev.difynative.workflow.run;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.event.FrameStream;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import dev.difynative.workflow.run.stream.EventReader;
import dev.difynative.workflow.run.stream.RunStreams;

/** Reads the event stream of a run again, wherever the run is or was. */
@ApplicationScoped
public class RunEvents {
    private static final Logger LOG = Logger.getLogger(RunEvents.class);
    private static final long LOOK_MILLIS = 300;

    private final RunHistory history;
    private final StoredRuns stored;
    private final LiveRuns registry;
    private final RunStreams streams;
    private final FileLinks links;

    RunEvents(RunHistory history, StoredRuns stored, LiveRuns registry, RunStreams streams, FileLinks links) {
        this.history = history;
        this.stored = stored;
        this.registry = registry;
        this.streams = streams;
        this.links = links;
    }

    /**
     * The events of an end user's run after the one with this number, and those to come. The stream ends with the run, or when
     * it pauses, unless the reader wants to wait for what follows.
     */
    public FrameStream read(UUID tenantId, UUID appId, UUID endUserId, String runId, int after, boolean overPauses) {
        UUID id = Ids.parse(runId, RunError.RUN_NOT_FOUND, "Workflow run");
        history.ofEndUser(tenantId, appId, endUserId, id);
        return read(tenantId, id, after, overPauses);
    }

    /** The same of any run of a workspace. */
    public FrameStream readOfTenant(UUID tenantId, UUID runId, int after, boolean overPauses) {
        ofTenant(tenantId, runId);
        return read(tenantId, runId, after, overPauses);
    }

    /** The events of a run that are in the database; that it is one of the workspace has been looked at before. */
    public void stored(UUID tenantId, UUID runId, Consumer<byte[]> reader) {
        stored(tenantId, runId, 1, Integer.MAX_VALUE, reader);
    }

    /** As they were sent, but for the links to files, which are good again. */
    private void stored(UUID tenantId, UUID runId, int from, int until, Consumer<byte[]> reader) {
        stored.read(runId, from, until, frame -> reader.accept(
                links.renewed(tenantId, new String(frame, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)));
    }

    /** Since when a run waits; empty when it does not. */
    public Optional<Instant> pausedAt(UUID tenantId, UUID runId) {
        ofTenant(tenantId, runId);
        return stored.pausedAt(runId);
    }

    /** The app whose run it is. */
    public UUID appOf(UUID tenantId, UUID runId) { return ofTenant(tenantId, runId).appId; }

    private WorkflowRun ofTenant(UUID tenantId, UUID runId) {
        return stored.find(runId).filter(run -> run.tenantId.equals(tenantId)).orElseThrow(RunHistory::notFound);
    }

    private FrameStream read(UUID tenantId, UUID id, int after, boolean overPauses) {
        FrameStream frames = streams.open();
        Thread.startVirtualThread(() -> new Reading(tenantId, id, after, overPauses, frames).follow());
        return frames;
    }

    private final class Reading implements EventReader {
        private final UUID tenantId;
        private final UUID runId;
        private final boolean overPauses;
        private final FrameStream frames;
        private final AtomicBoolean left = new AtomicBoolean();
        private int last;

        Reading(UUID tenantId, UUID runId, int after, boolean overPauses, FrameStream frames) {
            this.tenantId = tenantId;
            this.runId = runId;
            this.last = after;
            this.overPauses = overPauses;
            this.frames = frames.whenReaderLeaves(() -> left.set(true));
        }

        void follow() {
            try {
                LiveRun live = registry.find(runId).orElse(null);
                if (live == null) {
                    poll();
                } else {
                    live.log().readFrom(last, this, (from, until, frame) -> stored(tenantId, runId, from, until, frame));
                }
            } catch (RuntimeException failed) {
                LOG.warnf("The events of run %s could not be read on: %s", runId, failed.getMessage());
                frames.end();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                frames.end();
            }
        }

        /** The run is elsewhere, or over: what it tells is in the database within a second. */
        private void poll() throws InterruptedException {
            while (!left.get()) {
                // The status first: what is told before a run ends is there when its end is.
                String status = stored.find(runId).map(run -> run.status).orElse(RunStatus.FAILED.wire());
                stored(tenantId, runId, last + 1, Integer.MAX_VALUE, this::frame);
                boolean waits = status.equals(RunStatus.PAUSED.wire());
                boolean goesOn = status.equals(RunStatus.RUNNING.wire()) || status.equals(RunStatus.SCHEDULED.wire())
                        || (waits && overPauses);
                if (!goesOn) {
                    frames.end();
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }

        @Override
        public void frame(byte[] frame) {
            last++;
            frames.append(frame);
        }

        @Override
        public void end() {
            if (overPauses) {
                Thread.startVirtualThread(this::follow);
            } else {
                frames.end();
            }
        }
    }
}
