package dev.difynative.testsupport;

import java.util.UUID;

/** Puts published workflows under apps. */
public final class TestWorkflows {
    private TestWorkflows() {}

    /** A workflow app whose graph is given with single quotes for double ones. */
    public static SampleApp workflow(String graph) {
        return app("workflow", graph, "{}", "[]", "[]");
    }

    public static SampleApp chatflow(String graph, String conversationVariables) {
        return app("advanced-chat", graph, "{}", "[]", conversationVariables);
    }

    public static SampleApp app(String mode, String graph, String features, String environment, String conversation) {
        return app(Rows.tenant(), mode, graph, features, environment, conversation);
    }

    /** One in a workspace that is there. */
    public static SampleApp app(UUID tenant, String mode, String graph) {
        return app(tenant, mode, graph, "{}", "[]", "[]");
    }

    private static SampleApp app(UUID tenant, String mode, String graph, String features, String environment,
            String conversation) {
        SampleApp app = SampleApp.inTenant(tenant, mode, "{}");
        publish(app, 0, graph, features, environment, conversation);
        return app;
    }

    /** Publishes a further version; its id. */
    public static UUID publish(SampleApp app, int number, String graph, String features, String environment,
            String conversation) {
        UUID id = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO workflows (id, tenant_id, app_id, number, graph, features, environment_variables,
                    conversation_variables, extra, hash, marked_name, marked_comment, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}', '', '', '', now(), now())""", id, app.tenantId(), app.id(), number,
                quoted(graph), quoted(features), quoted(environment), quoted(conversation));
        return id;
    }

    private static String quoted(String json) { return json.replace('\'', '"'); }
}
