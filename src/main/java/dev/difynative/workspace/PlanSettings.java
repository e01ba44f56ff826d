package dev.difynative.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What an operator has set for one workspace in place of its plan's figures; null leaves the plan's. */
@RegisterForReflection
public record PlanSettings(Integer rpm, Integer rph, Integer rpd, Integer logRetentionDays, Integer maxMembers,
        Integer maxApps, Integer maxDocuments, Integer maxStorageMb) {
    /** A hundred years: who wants logs for longer keeps them for ever, which is zero. */
    public static final int MOST_LOG_DAYS = 36_500;
    public static final PlanSettings NONE = new PlanSettings(null, null, null, null, null, null, null, null);

    /** Reads what is stored; null when nothing was ever set. */
    public static PlanSettings read(String text, ObjectMapper json) {
        try {
            return text == null ? NONE : json.readValue(text, PlanSettings.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The plan settings of a workspace are no JSON object", unreadable);
        }
    }
}
