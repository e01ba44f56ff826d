package dev.difynative.workspace;

import java.util.stream.Stream;

import dev.difynative.platform.error.CommonError;

/** What is to change about a workspace's plan; null leaves a part as it is. Zero sets no limit. */
public record ChangePlan(String plan, Integer rpm, Integer rph, Integer rpd, Integer logRetentionDays, Integer maxMembers,
        Integer maxApps, Integer maxDocuments, Integer maxStorageMb) {

    Plan planOr(Plan present) {
        if (plan == null) {
            return present;
        }
        return Stream.of(Plan.values()).filter(known -> known.wire().equals(plan)).findFirst()
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("plan", "enum",
                        "Parameter 'plan' must be sandbox, professional, team or enterprise"));
    }

    PlanSettings over(PlanSettings present) {
        if (logRetentionDays != null && logRetentionDays > PlanSettings.MOST_LOG_DAYS) {
            throw CommonError.INVALID_PARAM.field("log_retention_days", "range",
                    "Parameter 'log_retention_days' must be at most %d; 0 keeps logs for ever", PlanSettings.MOST_LOG_DAYS);
        }
        return new PlanSettings(atLeastZero("rpm", rpm, present.rpm()), atLeastZero("rph", rph, present.rph()),
                atLeastZero("rpd", rpd, present.rpd()),
                atLeastZero("log_retention_days", logRetentionDays, present.logRetentionDays()),
                atLeastZero("max_members", maxMembers, present.maxMembers()),
                atLeastZero("max_apps", maxApps, present.maxApps()),
                atLeastZero("max_documents", maxDocuments, present.maxDocuments()),
                atLeastZero("max_storage_mb", maxStorageMb, present.maxStorageMb()));
    }

    private static Integer atLeastZero(String field, Integer value, Integer present) {
        if (value != null && value < 0) {
            throw CommonError.INVALID_PARAM.field(field, "range", "Parameter '%s' must not be negative", field);
        }
        return value == null ? present : value;
    }
}
