package dev.difynative.api.management.workspace;

import java.time.Clock;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.difynative.api.CsvAnswers;
import dev.difynative.api.billing.SeenUsage;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.billing.UsageQuery;
import dev.difynative.billing.UsageRow;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What the workspace has used, as JSON or as a table. */
@Path("/api/management/usage")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ManagementUsageResource {
    private final SeenUsage usage;
    private final Clock clock;
    private final ManagementCaller caller;

    ManagementUsageResource(SeenUsage usage, Clock clock, ManagementCaller caller) {
        this.usage = usage;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Listing<UsageRow> report(@QueryParam("from") Long from, @QueryParam("to") Long to,
            @QueryParam("group_by") String groupBy) {
        return new Listing<>(usage.rows(caller.tenantId(), caller.accountId(), caller.role(),
                UsageQuery.of(from, to, groupBy, clock.instant())));
    }

    @GET
    @Path("/export")
    @Produces(CsvAnswers.TYPE)
    public Response export(@QueryParam("from") Long from, @QueryParam("to") Long to,
            @QueryParam("group_by") String groupBy) {
        return usage.table(caller.tenantId(), caller.accountId(), caller.role(),
                UsageQuery.of(from, to, groupBy, clock.instant()));
    }
}
