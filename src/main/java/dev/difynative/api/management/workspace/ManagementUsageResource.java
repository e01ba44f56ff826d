package dev.difynative.api.management.workspace;

import java.time.Clock;
import java.util.Locale;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.difynative.api.CsvAnswers;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.billing.UsageQuery;
import dev.difynative.billing.UsageReports;
import dev.difynative.billing.UsageRow;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What the workspace has used, as JSON or as a table. */
@Path("/api/management/usage")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ManagementUsageResource {
    private final UsageReports usage;
    private final Clock clock;
    private final ManagementCaller caller;

    ManagementUsageResource(UsageReports usage, Clock clock, ManagementCaller caller) {
        this.usage = usage;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Listing<UsageRow> report(@QueryParam("from") Long from, @QueryParam("to") Long to,
            @QueryParam("group_by") String groupBy) {
        return new Listing<>(usage.report(caller.tenantId(), UsageQuery.of(from, to, groupBy, clock.instant())));
    }

    @GET
    @Path("/export")
    @Produces(CsvAnswers.TYPE)
    public Response export(@QueryParam("from") Long from, @QueryParam("to") Long to,
            @QueryParam("group_by") String groupBy) {
        UsageQuery query = UsageQuery.of(from, to, groupBy, clock.instant());
        return CsvAnswers.of("usage.csv", table -> {
            table.row(query.groupBy().name().toLowerCase(Locale.ROOT), "requests", "tokens_in", "tokens_out", "price",
                    "currency");
            usage.report(caller.tenantId(), query).forEach(row -> table.row(row.key(), row.requests(), row.tokensIn(),
                    row.tokensOut(), row.price(), row.currency()));
        });
    }
}
