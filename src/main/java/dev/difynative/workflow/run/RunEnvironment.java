package dev.difynative.workflow.run;

import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.workflow.run.journal.PauseStates;
import dev.difynative.workflow.run.journal.RunJournal;
import dev.difynative.workflow.run.stream.Starters;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;

/** What all runs of this process share. */
@ApplicationScoped
public class RunEnvironment {
    private final RunJournal journal;
    private final LiveRuns registry;
    private final PauseStates pauses;
    private final InstanceRegistry instances;
    private final ObjectMapper json;
    private final Clock clock;
    private final Starters starters;
    private final FileLinks links;

    RunEnvironment(RunJournal journal, LiveRuns registry, PauseStates pauses, InstanceRegistry instances, ObjectMapper json,
            Clock clock, Starters starters, FileLinks links) {
        this.journal = journal;
        this.registry = registry;
        this.pauses = pauses;
        this.instances = instances;
        this.json = json;
        this.clock = clock;
        this.starters = starters;
        this.links = links;
    }

    public RunJournal journal() { return journal; }

    public LiveRuns registry() { return registry; }

    PauseStates pauses() { return pauses; }

    public java.util.UUID instanceId() { return instances.id(); }

    ObjectMapper json() { return json; }

    Clock clock() { return clock; }

    Starters starters() { return starters; }

    FileLinks links() { return links; }

    /** The values of a stored JSON object. */
    Map<String, Value> fields(String text) {
        try {
            return Values.fields(json.readTree(text));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored run cannot be read", unreadable);
        }
    }
}
