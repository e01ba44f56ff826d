package dev.difynative.api.console.system;

import dev.difynative.quota.CallLimits;
import dev.difynative.quota.PlanLimits;
import dev.difynative.workspace.Plan;
import dev.difynative.workspace.PlanAllowance;
import dev.difynative.workspace.TenantTerms;
import dev.difynative.workspace.WorkspaceUsage.Counts;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the workspace has and may have, as consoles ask for it; a limit of 0 is none. */
@RegisterForReflection(ignoreNested = false)
record WorkspaceFeatures(Billing billing, Education education, Quota members, Quota apps, Quota vectorSpace,
        Quota documentsUploadQuota, Quota annotationQuotaLimit, String docsProcessing, boolean canReplaceLogo,
        boolean modelLoadBalancingEnabled, boolean datasetOperatorEnabled, boolean webappCopyrightEnabled,
        MemberQuota workspaceMembers, int knowledgeRateLimit, Pipeline knowledgePipeline,
        boolean humanInputEmailDeliveryEnabled, CallQuota apiRateLimit, CallQuota triggerEvent,
        boolean isAllowTransferWorkspace) {
    private static final long MEGABYTE = 1L << 20;

    record Billing(boolean enabled, Subscription subscription) {}

    record Subscription(Plan plan, String interval) {}

    record Education(boolean enabled, boolean activated) {}

    record Quota(long size, long limit) {}

    record MemberQuota(boolean enabled, long size, long limit) {}

    record Pipeline(boolean publishEnabled) {}

    /** Calls per day. */
    record CallQuota(long usage, long limit, long resetDate) {}

    static WorkspaceFeatures of(TenantTerms terms, Counts counts, long callsOfTheDay, boolean sendsMail) {
        PlanAllowance allowance = PlanAllowance.of(terms);
        CallLimits calls = PlanLimits.of(terms);
        return new WorkspaceFeatures(new Billing(terms.plan() != Plan.ENTERPRISE, new Subscription(terms.plan(), "")),
                new Education(false, false), new Quota(counts.members(), allowance.members()),
                new Quota(counts.apps(), allowance.apps()),
                new Quota(counts.storageBytes() / MEGABYTE, allowance.storageBytes() / MEGABYTE),
                new Quota(counts.documents(), allowance.documents()), new Quota(0, 0), "standard", false, false, false, true,
                new MemberQuota(allowance.members() > 0, counts.members(), allowance.members()), 0, new Pipeline(true), sendsMail,
                new CallQuota(callsOfTheDay, calls.perDay(), 0), new CallQuota(0, 0, 0), true);
    }
}
