package dev.difynative.billing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.SqlRows;

/** Sums up what a workspace has used, to the last message that is stored. */
@Singleton
public class UsageReports {
    /**
     * Those of the days without their end users, who may be many, unless these are asked for. The days are part of the text: of
     * days that are values PostgreSQL expects a handful of rows, and reads thousands the way that suits a handful.
     */
    private static final String SUMS = """
            with u as (
                select d.day, d.app_id, d.model, %1$s as end_user, d.currency, d.requests, d.tokens_in, d.tokens_out, d.price
                from %2$s d where d.tenant_id = ? and d.day between %7$s
                union all
                select e.day, e.app_id, e.model, %3$s, e.currency, e.requests, e.tokens_in, e.tokens_out, e.price
                from usage_entries e %4$s where e.tenant_id = ? and e.day between %7$s),
            g as (
                select %5$s as k, u.currency, sum(u.requests) as requests, sum(u.tokens_in) as tokens_in,
                    sum(u.tokens_out) as tokens_out, sum(u.price) as price
                from u group by 1, 2)
            select %6$s as key, g.currency, g.requests, g.tokens_in, g.tokens_out, g.price from g order by 1, 2""";

    private final SqlRows rows;
    private final Clock clock;

    UsageReports(SqlRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    public List<UsageRow> report(UUID tenantId, UsageQuery query) {
        return rows.list(sums(query), List.of(tenantId, tenantId), row -> new UsageRow(row.getString(1), row.getLong(3),
                row.getLong(4), row.getLong(5), row.getBigDecimal(6).toPlainString(), row.getString(2)));
    }

    /** Rows of a report by app in which those of some apps are one row per currency, the last, that says nothing of them. */
    public static List<UsageRow> withoutNaming(Set<UUID> apps, List<UsageRow> rows) {
        List<UsageRow> named = new ArrayList<>();
        Map<String, UsageRow> hidden = new TreeMap<>();
        for (UsageRow row : rows) {
            if (Ids.tryParse(row.key()).filter(apps::contains).isPresent()) {
                hidden.merge(row.currency(), row.hidden(), UsageRow::plus);
            } else {
                named.add(row);
            }
        }
        named.addAll(hidden.values());
        return named;
    }

    /** How many messages and runs there were since the beginning of the day (of UTC). */
    public long requestsToday(UUID tenantId) {
        Instant now = clock.instant();
        Instant midnight = UsageEntry.day(now).atStartOfDay(ZoneOffset.UTC).toInstant();
        return report(tenantId, new UsageQuery(midnight, now.plusSeconds(1), UsageQuery.GroupBy.DAY)).stream()
                .mapToLong(UsageRow::requests).sum();
    }

    private static String sums(UsageQuery query) {
        UsageQuery.GroupBy by = query.groupBy();
        String days = "date '" + query.firstDay() + "' and date '" + query.lastDay() + "'";
        return by == UsageQuery.GroupBy.END_USER
                ? SUMS.formatted("d.end_user", "usage_daily", "coalesce(left(p.session_id, 255), '')",
                        "left join end_users p on p.id = e.end_user_id", by.column(), by.key(), days)
                : SUMS.formatted("''", "usage_daily_by_app", "''", "", by.column(), by.key(), days);
    }
}
