package dev.difynative.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.SqlRows;

/** Finds which apps a list shows, newest first, as ids; without entities and a transaction, which take longer than the search. */
@Singleton
class AppPages {
    private static final int MANY = 10_000;
    private static final String NEWEST = " ORDER BY a.created_at DESC, a.id DESC LIMIT ? OFFSET ?";
    private static final String OLDEST = " ORDER BY a.created_at, a.id LIMIT ? OFFSET ?";
    /** By an index of the few apps that are not for everyone. */
    private static final String HIDDEN = """
            SELECT count(*) FROM apps a WHERE a.tenant_id = ? AND a.access <> 'all_team_members' AND a.created_by IS DISTINCT FROM ?
                AND NOT EXISTS (SELECT 1 FROM app_members m WHERE m.app_id = a.id AND m.account_id = ?)""";

    private final SqlRows rows;
    private final SharedCache<UUID, Long> counts;

    AppPages(SqlRows rows, SharedCaches caches) {
        this.rows = rows;
        this.counts = caches.open("app-counts", KeyText.UUIDS);
    }

    /** The ids of a page, and how many apps there are in all. */
    record Found(List<UUID> ids, long total) {}

    /** Says that an app has come or gone. */
    void changed(UUID tenantId) { counts.drop(tenantId); }

    Found page(UUID tenantId, AppFilter filter, PageRequest page) {
        return filter.isSearch() ? search(tenantId, filter, page) : near(tenantId, filter, page);
    }

    /** Found in an index and from its nearer end, so that the last page costs no more than the first. */
    private Found near(UUID tenantId, AppFilter filter, PageRequest page) {
        long total = filter.isOpen() ? total(tenantId, filter) : count(tenantId, filter);
        long count = Math.min(page.limit(), total - page.offset());
        if (count <= 0) {
            return new Found(List.of(), total);
        }
        boolean fromEnd = page.offset() > total / 2;
        List<Object> values = new ArrayList<>();
        String where = filter.where(tenantId, values);
        values.add(count);
        values.add(fromEnd ? total - page.offset() - count : (long) page.offset());
        List<UUID> ids = rows.list("SELECT a.id FROM apps a" + where + (fromEnd ? OLDEST : NEWEST), values,
                row -> row.getObject(1, UUID.class));
        return new Found(fromEnd ? ids.reversed() : ids, total);
    }

    /** Counted and paged at once: to find names costs more than to bring what was found into order. */
    private Found search(UUID tenantId, AppFilter filter, PageRequest page) {
        List<Object> values = new ArrayList<>();
        String where = filter.where(tenantId, values);
        values.add(page.limit());
        values.add(page.offset());
        long[] total = {0};
        List<UUID> ids = rows.list("SELECT a.id, count(*) OVER () FROM apps a" + where + NEWEST, values, row -> {
            total[0] = row.getLong(2);
            return row.getObject(1, UUID.class);
        });
        return new Found(ids, ids.isEmpty() && page.page() > 1 ? count(tenantId, filter) : total[0]);
    }

    /** The ids of what comes after an app in the same order, or of the first ones when it is null. */
    List<UUID> after(UUID tenantId, AppFilter filter, UUID last, int limit) {
        List<Object> values = new ArrayList<>();
        String where = filter.where(tenantId, values);
        if (last != null) {
            where += " AND (a.created_at, a.id) < (SELECT l.created_at, l.id FROM apps l WHERE l.tenant_id = ? AND l.id = ?)";
            values.add(tenantId);
            values.add(last);
        }
        values.add(limit);
        values.add(0);
        return rows.list("SELECT a.id FROM apps a" + where + NEWEST, values, row -> row.getObject(1, UUID.class));
    }

    boolean exists(UUID tenantId, UUID appId) {
        return !rows.list("SELECT 1 FROM apps WHERE tenant_id = ? AND id = ?", List.of(tenantId, appId), row -> true).isEmpty();
    }

    // Counting 100 000 rows is most of such a list. A small number is counted again: other processes add apps too, and
    // without Redis nobody hears of it.
    private long total(UUID tenantId, AppFilter filter) {
        long known = counts.get(tenantId, tenant -> count(tenant, filter.seenByAll()));
        if (known < MANY) {
            return count(tenantId, filter);
        }
        return filter.account() == null
                ? known
                : known - rows.list(HIDDEN, List.of(tenantId, filter.account(), filter.account()), row -> row.getLong(1))
                        .getFirst();
    }

    private long count(UUID tenantId, AppFilter filter) {
        List<Object> values = new ArrayList<>();
        String where = filter.where(tenantId, values);
        return rows.list("SELECT count(*) FROM apps a" + where, values, row -> row.getLong(1)).getFirst();
    }
}
