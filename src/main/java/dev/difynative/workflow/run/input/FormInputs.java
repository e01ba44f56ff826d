package dev.difynative.workflow.run.input;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.config.FormField;
import dev.difynative.workflow.run.RunCaller;
import dev.difynative.workflow.value.Value;

/** Checks what a person has filled in within a run. */
@Singleton
public class FormInputs {
    private final RunInputs inputs;

    /** Who fills in, for the files that count as his. */
    public record Filler(UUID tenantId, UUID appId, UUID endUserId, UUID accountId, String user) {}

    FormInputs(RunInputs inputs) { this.inputs = inputs; }

    public Map<String, Value> check(Filler filler, List<FormField> fields, Map<String, Object> given) {
        return inputs.check(fields,
                new RunCaller(filler.tenantId(), filler.appId(), filler.endUserId(), filler.accountId(), filler.user()), given);
    }
}
