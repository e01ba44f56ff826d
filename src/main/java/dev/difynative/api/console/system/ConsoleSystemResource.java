package dev.difynative.api.console.system;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.difynative.api.console.Anonymous;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.billing.UsageReports;
import dev.difynative.platform.mail.MailConfig;
import dev.difynative.quota.PlanLimits;
import dev.difynative.quota.RateLimits;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.TenantTerms;
import dev.difynative.workspace.WorkspaceConfig;
import dev.difynative.workspace.WorkspaceService;
import dev.difynative.workspace.WorkspaceUsage;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What a console asks before it shows anything: whether the service is there, which one it is, and what it can do. */
@Path("/console/api")
@RunOnVirtualThread
class ConsoleSystemResource {
    private final WorkspaceService workspaces;
    private final WorkspaceUsage counts;
    private final RateLimits limits;
    private final UsageReports usage;
    private final WorkspaceConfig workspaceConfig;
    private final MailConfig mail;
    private final ConsoleCaller caller;
    private final String version;

    ConsoleSystemResource(WorkspaceService workspaces, WorkspaceUsage counts, RateLimits limits, UsageReports usage,
            WorkspaceConfig workspaceConfig, MailConfig mail, ConsoleCaller caller,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.workspaces = workspaces;
        this.counts = counts;
        this.limits = limits;
        this.usage = usage;
        this.workspaceConfig = workspaceConfig;
        this.mail = mail;
        this.caller = caller;
        this.version = version;
    }

    record Pong(String result) {}

    /** The newest version that is known of is this one: nothing is asked of other machines. */
    record Version(String version, String releaseDate, String releaseNotes, boolean canAutoUpdate, VersionFeatures features) {}

    record VersionFeatures(boolean canReplaceLogo, boolean modelLoadBalancingEnabled) {}

    @GET
    @Path("/ping")
    @Anonymous
    public Pong ping() { return new Pong("pong"); }

    @GET
    @Path("/version")
    @Anonymous
    public Version version() { return new Version(version, "", "", false, new VersionFeatures(false, false)); }

    @GET
    @Path("/system-features")
    @Anonymous
    public SystemFeatures systemFeatures() {
        return SystemFeatures.of(workspaceConfig.creationAllowed(), mail.host().isPresent());
    }

    @GET
    @Path("/features")
    @Requires(Role.NORMAL)
    public WorkspaceFeatures features() {
        TenantTerms terms = workspaces.terms(caller.tenantId());
        // Where calls are not limited none are counted; the ledger knows those that were answered.
        long calls = PlanLimits.of(terms).perDay() > 0
                ? limits.madeWithinADay(caller.tenantId())
                : usage.requestsToday(caller.tenantId());
        return WorkspaceFeatures.of(terms, counts.of(caller.tenantId()), calls, mail.host().isPresent());
    }
}
