package dev.difynative.apps;

import dev.difynative.apps.annotation.AnnotationSetting;
import dev.difynative.apps.site.Site;
import dev.difynative.workspace.Plan;
import dev.difynative.workspace.TenantStatus;

/**
 * An app with all that a request needs to know of it. It is read in one query, which is why this query alone joins the tables
 * of other features.
 */
record AppRow(App app, String config, Site site, String authorName, Plan plan, String planSettings, TenantStatus status,
        AnnotationSetting annotations) {
    static final String SELECT = """
            select a, c.config, s, author.name, t.plan, t.planSettings, t.status, n
            from App a
            join Tenant t on t.id = a.tenantId
            left join AppModelConfig c on c.id = a.modelConfigId
            left join Site s on s.appId = a.id
            left join Account author on author.id = a.createdBy
            left join AnnotationSetting n on n.appId = a.id""";

    static AppRow of(Object[] columns) {
        return new AppRow((App) columns[0], (String) columns[1], (Site) columns[2], (String) columns[3], (Plan) columns[4],
                (String) columns[5], (TenantStatus) columns[6], (AnnotationSetting) columns[7]);
    }
}
