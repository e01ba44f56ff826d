package dev.difynative.workspace;

/** How much a workspace may have of each thing; 0 sets no limit. */
public record PlanAllowance(long members, long apps, long documents, long storageBytes) {
    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;
    private static final PlanAllowance SANDBOX = new PlanAllowance(1, 10, 50, 50 * MEGABYTE);
    private static final PlanAllowance PROFESSIONAL = new PlanAllowance(3, 50, 500, 5 * GIGABYTE);
    private static final PlanAllowance TEAM = new PlanAllowance(50, 200, 1_000, 20 * GIGABYTE);

    /** That of the plan; of the enterprise plan what the workspace has configured, by default no limit. */
    public static PlanAllowance of(TenantTerms terms) {
        return switch (terms.plan()) {
            case SANDBOX -> SANDBOX;
            case PROFESSIONAL -> PROFESSIONAL;
            case TEAM -> TEAM;
            case ENTERPRISE -> configured(terms.settings());
        };
    }

    private static PlanAllowance configured(PlanSettings settings) {
        return new PlanAllowance(orNone(settings.maxMembers()), orNone(settings.maxApps()), orNone(settings.maxDocuments()),
                orNone(settings.maxStorageMb()) * MEGABYTE);
    }

    private static long orNone(Integer limit) { return limit == null ? 0 : limit; }
}
