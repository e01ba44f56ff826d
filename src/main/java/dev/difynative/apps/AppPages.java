package dev.difynative.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.PageSql;
import dev.difynative.platform.persistence.SqlRows;

/** Finds which apps a list shows, newest first; without entities and a transaction, which take longer than the search. */
@Singleton
class AppPages {
    private static final int MANY = 10_000;
    private static final int COUNTED_BESIDE = 1_000;
    private static final String IDS = "SELECT a.id, 0 AS total FROM apps a";
    private static final String FOUND = "SELECT a.id, a.created_at FROM apps a";
    private static final String NEWEST = " ORDER BY a.created_at DESC, a.id DESC";
    private static final String OLDEST = " ORDER BY a.created_at, a.id";
    /** By an index of the few apps that are not for everyone. */
    private static final String HIDDEN = """
            SELECT count(*) FROM apps a WHERE a.tenant_id = ? AND a.access <> 'all_team_members' AND a.created_by IS DISTINCT FROM ?
                AND NOT EXISTS (SELECT 1 FROM app_members m WHERE m.app_id = a.id AND m.account_id = ?)""";

    private final SqlRows rows;
    private final AppDetails details;
    private final SharedCache<UUID, Long> counts;

    AppPages(SqlRows rows, AppDetails details, SharedCaches caches) {
        this.rows = rows;
        this.details = details;
        this.counts = caches.open("app-counts", KeyText.UUIDS);
    }

    /** Says that an app has come or gone. */
    void changed(UUID tenantId) { counts.drop(tenantId); }

    Page<AppDetail> page(UUID tenantId, AppFilter filter, PageRequest page) {
        return filter.isSearch() ? search(tenantId, filter, page) : near(tenantId, filter, page);
    }

    /** Found in an index and from its nearer end, so that the last page costs no more than the first. */
    private Page<AppDetail> near(UUID tenantId, AppFilter filter, PageRequest page) {
        long total = filter.isOpen() ? total(tenantId, filter) : count(tenantId, filter);
        long count = Math.min(page.limit(), total - page.offset());
        if (count <= 0) {
            return Page.of(List.of(), total, page);
        }
        boolean fromEnd = page.offset() > total / 2;
        long skipped = fromEnd ? total - page.offset() - count : page.offset();
        List<Object> values = new ArrayList<>();
        String ids = IDS + filter.where(tenantId, values) + (fromEnd ? OLDEST : NEWEST) + PageSql.of(count, skipped);
        return Page.of(details.of(tenantId, ids, values).apps(), total, page);
    }

    /** Counted and paged at once. What few names have comes from their index, what many have from the newest apps. */
    private Page<AppDetail> search(UUID tenantId, AppFilter filter, PageRequest page) {
        List<Object> values = new ArrayList<>();
        String ids = PageSql.ofSearch("a", FOUND + filter.where(tenantId, values), NEWEST, page, COUNTED_BESIDE);
        AppDetails.Found found = details.of(tenantId, ids, values);
        long total = found.apps().isEmpty() && page.page() > 1 ? count(tenantId, filter) : found.total();
        return Page.of(found.apps(), total, page);
    }

    /** What comes after an app in the same order, or the first ones when it is null. */
    List<AppDetail> after(UUID tenantId, AppFilter filter, UUID last, int limit) {
        List<Object> values = new ArrayList<>();
        String where = filter.where(tenantId, values);
        if (last != null) {
            where += " AND (a.created_at, a.id) < (SELECT l.created_at, l.id FROM apps l WHERE l.tenant_id = ? AND l.id = ?)";
            values.add(tenantId);
            values.add(last);
        }
        return details.of(tenantId, IDS + where + NEWEST + PageSql.of(limit, 0), values).apps();
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
