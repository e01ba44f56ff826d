package dev.difynative.api.billing;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import dev.difynative.api.CsvAnswers;
import dev.difynative.apps.access.AppAccesses;
import dev.difynative.billing.UsageQuery;
import dev.difynative.billing.UsageReports;
import dev.difynative.billing.UsageRow;
import dev.difynative.workspace.Role;

/** What a workspace has used, as one of its members may see it: apps that are not for him stand in one row. */
@Singleton
public class SeenUsage {
    private final UsageReports usage;
    private final AppAccesses access;

    SeenUsage(UsageReports usage, AppAccesses access) {
        this.usage = usage;
        this.access = access;
    }

    public List<UsageRow> rows(UUID tenantId, UUID accountId, Role role, UsageQuery query) {
        List<UsageRow> rows = usage.report(tenantId, query);
        return query.groupBy() == UsageQuery.GroupBy.APP
                ? UsageReports.withoutNaming(access.hidden(tenantId, accountId, role), rows)
                : rows;
    }

    /** The same as CSV. */
    public Response table(UUID tenantId, UUID accountId, Role role, UsageQuery query) {
        return CsvAnswers.of("usage.csv", table -> {
            table.row(query.groupBy().name().toLowerCase(Locale.ROOT), "requests", "tokens_in", "tokens_out", "price",
                    "currency");
            rows(tenantId, accountId, role, query).forEach(row -> table.row(row.key(), row.requests(), row.tokensIn(),
                    row.tokensOut(), row.price(), row.currency()));
        });
    }
}
