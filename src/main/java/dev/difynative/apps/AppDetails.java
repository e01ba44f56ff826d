package dev.difynative.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.apps.site.SiteDetail;
import dev.difynative.platform.persistence.SqlRows;
import dev.difynative.workspace.tag.TagRef;
import dev.difynative.workspace.tag.Tags;

/**
 * Reads the apps of a list by SQL, without entities, which take longer to be made than the rows to be found, and in the one
 * statement that finds them.
 */
@Singleton
class AppDetails {
    /** The apps that are found come first and as ids alone, which an index holds, so that rows are read of one page only. */
    private static final String ROWS = """
            WITH page AS MATERIALIZED (%s)
            SELECT a.id, a.name, a.mode, a.icon_type, a.icon, a.icon_background, a.use_icon_as_answer_icon, a.description,
                a.enable_site, a.enable_api, a.api_rpm, a.api_rph, a.max_active_requests, a.is_demo, c.config, a.created_by,
                author.name, a.created_at, a.updated_by, a.updated_at,
                s.code, s.title, s.description, s.default_language, s.chat_color_theme, s.chat_color_theme_inverted, s.copyright,
                s.privacy_policy, s.input_placeholder, s.custom_disclaimer, s.show_workflow_steps, s.use_icon_as_answer_icon,
                EXISTS (SELECT 1 FROM tag_bindings b WHERE b.target_id = a.id), page.total
            FROM page JOIN apps a ON a.id = page.id LEFT JOIN app_model_configs c ON c.id = a.model_config_id
                LEFT JOIN sites s ON s.app_id = a.id LEFT JOIN accounts author ON author.id = a.created_by
            ORDER BY a.created_at DESC, a.id DESC""";

    private final SqlRows rows;
    private final AppIcons icons;
    private final Tags tags;

    AppDetails(SqlRows rows, AppIcons icons, Tags tags) {
        this.rows = rows;
        this.icons = icons;
        this.tags = tags;
    }

    /** The apps of a page, newest first, and what the statement that found them counted. */
    record Found(List<AppDetail> apps, long total) {}

    /** {@code page} is a statement that finds a page of apps of the workspace: their {@code id} and a {@code total}. */
    Found of(UUID tenantId, String page, List<Object> values) {
        List<UUID> tagged = new ArrayList<>();
        long[] total = {0};
        List<AppDetail> apps = rows.list(ROWS.formatted(page), values, row -> {
            AppDetail detail = detail(tenantId, row);
            if (row.getBoolean(33)) {
                tagged.add(detail.id());
            }
            total[0] = row.getLong(34);
            return detail;
        });
        return new Found(tagged.isEmpty() ? apps : tagged(tenantId, tagged, apps), total[0]);
    }

    private List<AppDetail> tagged(UUID tenantId, List<UUID> tagged, List<AppDetail> apps) {
        Map<UUID, List<TagRef>> found = tags.ofTargets(tenantId, tagged);
        return apps.stream().map(app -> found.containsKey(app.id()) ? app.with(found.get(app.id())) : app).toList();
    }

    private AppDetail detail(UUID tenantId, ResultSet row) throws SQLException {
        return new AppDetail(row.getObject(1, UUID.class), row.getString(2), AppMode.find(row.getString(3)).orElseThrow(),
                row.getString(4), row.getString(5), row.getString(6),
                icons.url(tenantId, row.getString(4), row.getString(5)), row.getBoolean(7), row.getString(8), row.getBoolean(9),
                row.getBoolean(10), row.getInt(11), row.getInt(12), row.getInt(13), row.getBoolean(14), row.getString(15),
                site(row), row.getObject(16, UUID.class), row.getString(17), time(row, 18), row.getObject(19, UUID.class),
                time(row, 20), List.of());
    }

    private static SiteDetail site(ResultSet row) throws SQLException {
        String code = row.getString(21);
        return code == null
                ? null
                : new SiteDetail(code, row.getString(22), row.getString(23), row.getString(24), row.getString(25),
                        row.getBoolean(26), row.getString(27), row.getString(28), row.getString(29), row.getString(30),
                        row.getBoolean(31), row.getBoolean(32));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
