package dev.difynative.workflow.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.run.RunEvents;

/** Gives out all that is kept of a run, as an archive behind a link that works for some minutes. */
@Singleton
public class RunExports {
    private static final String PURPOSE = "run-export";
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final RunRecords records;
    private final RunEvents events;
    private final CredentialVault vault;
    private final ObjectMapper json;
    private final Clock clock;

    /** Where the archive is fetched, and until when. */
    public record Link(String path, Instant expiresAt) {}

    /** The run that a link opens. */
    public record Opened(UUID tenantId, UUID appId, UUID runId) {}

    RunExports(RunRecords records, RunEvents events, CredentialVault vault, ObjectMapper json, Clock clock) {
        this.records = records;
        this.events = events;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    public Link link(UUID tenantId, UUID appId, UUID runId) {
        records.get(tenantId, appId, runId);
        Instant until = clock.instant().plus(LIFETIME);
        String note = tenantId + "/" + appId + "/" + runId + "/" + until.getEpochSecond();
        return new Link("/files/workflow-runs/" + runId + "/archive?sign="
                + vault.seal(CredentialVault.INSTALLATION, PURPOSE, note), until);
    }

    /** What a link opens, unless it is forged or too old. */
    public Opened open(String runId, String sign) {
        try {
            String[] note = vault.open(CredentialVault.INSTALLATION, PURPOSE, sign == null ? "" : sign).split("/");
            if (note[2].equals(runId) && clock.instant().getEpochSecond() <= Long.parseLong(note[3])) {
                return new Opened(UUID.fromString(note[0]), UUID.fromString(note[1]), UUID.fromString(note[2]));
            }
        } catch (SealedValueException forged) {
            throw invalid();
        }
        throw invalid();
    }

    public void write(Opened run, OutputStream output) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(output)) {
            entry(zip, "run.json", json.writeValueAsBytes(records.get(run.tenantId(), run.appId(), run.runId())));
            entry(zip, "node_executions.json",
                    json.writeValueAsBytes(records.nodes(run.tenantId(), run.appId(), run.runId())));
            zip.putNextEntry(new ZipEntry("events.txt"));
            events.stored(run.tenantId(), run.runId(), frame -> {
                try {
                    zip.write(frame);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
            zip.closeEntry();
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static Failure invalid() { return WorkflowError.RUN_NOT_FOUND.because("The link is invalid or too old"); }
}
