package dev.difynative.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** Sums up what a workspace has used, to the last message that is stored. */
@Singleton
public class UsageReports {
    /** Those of the days without their end users, who may be many, unless these are asked for. */
    private static final String SUMS = """
            with u as (
                select d.day, d.app_id, d.model, %1$s as end_user, d.currency, d.requests, d.tokens_in, d.tokens_out, d.price
                from %2$s d where d.tenant_id = ? and d.day between ? and ?
                union all
                select e.day, e.app_id, e.model, %3$s, e.currency, e.requests, e.tokens_in, e.tokens_out, e.price
                from usage_entries e %4$s where e.tenant_id = ? and e.day between ? and ?),
            g as (
                select %5$s as k, u.currency, sum(u.requests) as requests, sum(u.tokens_in) as tokens_in,
                    sum(u.tokens_out) as tokens_out, sum(u.price) as price
                from u group by 1, 2)
            select %6$s as key, g.currency, g.requests, g.tokens_in, g.tokens_out, g.price from g order by 1, 2""";

    private final AgroalDataSource database;
    private final Clock clock;

    UsageReports(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<UsageRow> report(UUID tenantId, UsageQuery query) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sums(query.groupBy()))) {
            for (int part = 0; part < 2; part++) {
                statement.setObject(part * 3 + 1, tenantId);
                statement.setObject(part * 3 + 2, query.firstDay());
                statement.setObject(part * 3 + 3, query.lastDay());
            }
            return rows(statement.executeQuery());
        } catch (SQLException failed) {
            throw new IllegalStateException("The usage cannot be read", failed);
        }
    }

    /** How many messages and runs there were since the beginning of the day (of UTC). */
    public long requestsToday(UUID tenantId) {
        Instant now = clock.instant();
        Instant midnight = UsageEntry.day(now).atStartOfDay(ZoneOffset.UTC).toInstant();
        return report(tenantId, new UsageQuery(midnight, now.plusSeconds(1), UsageQuery.GroupBy.DAY)).stream()
                .mapToLong(UsageRow::requests).sum();
    }

    private static String sums(UsageQuery.GroupBy by) {
        return by == UsageQuery.GroupBy.END_USER
                ? SUMS.formatted("d.end_user", "usage_daily", "coalesce(left(p.session_id, 255), '')",
                        "left join end_users p on p.id = e.end_user_id", by.column(), by.key())
                : SUMS.formatted("''", "usage_daily_by_app", "''", "", by.column(), by.key());
    }

    private static List<UsageRow> rows(ResultSet result) throws SQLException {
        List<UsageRow> rows = new ArrayList<>();
        while (result.next()) {
            BigDecimal price = result.getBigDecimal(6);
            rows.add(new UsageRow(result.getString(1), result.getLong(3), result.getLong(4), result.getLong(5),
                    price.toPlainString(), result.getString(2)));
        }
        return rows;
    }
}
