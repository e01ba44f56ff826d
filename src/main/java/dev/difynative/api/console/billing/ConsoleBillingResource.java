package dev.difynative.api.console.billing;

import java.time.Clock;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.difynative.api.CsvAnswers;
import dev.difynative.api.billing.SeenUsage;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.billing.UsageQuery;
import dev.difynative.billing.UsageRow;
import dev.difynative.quota.CallLimits;
import dev.difynative.quota.PlanLimits;
import dev.difynative.workspace.Plan;
import dev.difynative.workspace.PlanAllowance;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.TenantTerms;
import dev.difynative.workspace.WorkspaceService;
import dev.difynative.workspace.WorkspaceUsage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;

/** The plan of the workspace, and what was used. Nothing is paid here. */
@Path("/console/api/billing")
@Requires(Role.ADMIN)
@Blocking
class ConsoleBillingResource {
    private final WorkspaceService workspaces;
    private final WorkspaceUsage counts;
    private final SeenUsage usage;
    private final Clock clock;
    private final ConsoleCaller caller;

    ConsoleBillingResource(WorkspaceService workspaces, WorkspaceUsage counts, SeenUsage usage, Clock clock,
            ConsoleCaller caller) {
        this.workspaces = workspaces;
        this.counts = counts;
        this.usage = usage;
        this.clock = clock;
        this.caller = caller;
    }

    /** What the plan allows; 0 sets no limit. */
    @RegisterForReflection
    public record Limits(long requestsPerMinute, long requestsPerHour, long requestsPerDay, long members, long apps,
            long documents, long storageBytes) {

        static Limits of(TenantTerms terms) {
            CallLimits calls = PlanLimits.of(terms);
            PlanAllowance things = PlanAllowance.of(terms);
            return new Limits(calls.perMinute(), calls.perHour(), calls.perDay(), things.members(), things.apps(),
                    things.documents(), things.storageBytes());
        }
    }

    /** The plan with what it allows and what is there. */
    @RegisterForReflection
    public record Subscription(Plan plan, String interval, Limits limits, WorkspaceUsage.Counts usage) {}

    @GET
    @Path("/subscription")
    public Subscription subscription() {
        TenantTerms terms = workspaces.terms(caller.tenantId());
        return new Subscription(terms.plan(), "", Limits.of(terms), counts.of(caller.tenantId()));
    }

    @GET
    @Path("/usage")
    @Produces(MediaType.APPLICATION_JSON)
    public Listing<UsageRow> usage(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("group_by") String groupBy) {
        return new Listing<>(usage.rows(caller.tenantId(), caller.accountId(), caller.role(),
                UsageQuery.read(from, to, groupBy, clock.instant())));
    }

    @GET
    @Path("/usage/export")
    @Produces(CsvAnswers.TYPE)
    public Response export(@QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("group_by") String groupBy) {
        return usage.table(caller.tenantId(), caller.accountId(), caller.role(),
                UsageQuery.read(from, to, groupBy, clock.instant()));
    }
}
