package dev.difynative.workflow.run.journal;

import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.engine.RunState;
import dev.difynative.workflow.node.RunScope;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Paused runs as they are stored: sealed, since their variables hold what was secret in the workflow's environment. */
@Singleton
public class PauseStates {
    private static final String PURPOSE = "workflow-pause";
    private final CredentialVault vault;
    private final ObjectMapper json;
    private final FileLinks links;

    /** The workflow is stored with its run, so that a draft that has changed since does not matter. */
    @RegisterForReflection
    public record Stored(RunScope scope, WorkflowSnapshot workflow, RunState state) {}

    PauseStates(CredentialVault vault, ObjectMapper json, FileLinks links) {
        this.vault = vault;
        this.json = json;
        this.links = links;
    }

    public String sealed(RunIdentity run, RunState state) {
        try {
            return vault.seal(run.scope().tenantId(), PURPOSE,
                    json.writeValueAsString(new Stored(run.scope(), run.workflow(), state)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Stored open(UUID tenantId, String sealed) {
        try {
            return json.readValue(links.renewed(tenantId, vault.open(tenantId, PURPOSE, sealed)), Stored.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A paused run cannot be read", unreadable);
        }
    }
}
