package admin;

import java.sql.Connection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import admin.ByHand.Query;
import dev.difynative.chat.journal.TextMarks;

/** Measures lists of the console beside the same SQL by hand. */
final class Lists {
    private static final int WARM_UP = Integer.getInteger("warmUp", 300);
    private static final int CALLS = 400;
    private static final String APPS = """
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
    private static final String CONVERSATIONS = """
            WITH page AS MATERIALIZED (%s)
            SELECT c.id, c.name, c.status, c.from_source, c.end_user_id, u.session_id, c.account_id, c.inputs, c.introduction,
                c.created_at, c.updated_at, m.id, m.inputs, m.query, m.answer,
                EXISTS (SELECT 1 FROM annotations a JOIN messages am ON am.id = a.message_id WHERE am.conversation_id = c.id),
                f.*, r.*, page.total
            FROM page JOIN conversations c ON c.id = page.id LEFT JOIN end_users u ON u.id = c.end_user_id
            LEFT JOIN LATERAL (SELECT id, inputs, query, answer FROM messages WHERE conversation_id = c.id
                ORDER BY created_at, id LIMIT 1) m ON true
            CROSS JOIN LATERAL (SELECT count(*), count(*) FILTER (WHERE status = 'error') FROM messages
                WHERE conversation_id = c.id) f
            CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE from_source = 'user' AND rating = 'like'),
                count(*) FILTER (WHERE from_source = 'user' AND rating = 'dislike'),
                count(*) FILTER (WHERE from_source <> 'user' AND rating = 'like'),
                count(*) FILTER (WHERE from_source <> 'user' AND rating = 'dislike')
                FROM message_feedbacks WHERE conversation_id = c.id) r
            ORDER BY c.created_at DESC, c.id DESC""";
    /** No bound on when conversations began, as it is sent for one. */
    private static final List<OffsetDateTime> OPEN = Stream.of("1970-01-01T00:00:00Z", "9999-12-31T00:00:00Z")
            .map(OffsetDateTime::parse).toList();
    private static final String OF_APP = " FROM conversations c WHERE c.tenant_id = ? AND c.app_id = ? AND c.created_at >= ?"
            + " AND c.created_at < ?";
    private static final String SEARCH = """
            SELECT c.id, count(*) OVER () AS total FROM (SELECT c.id, c.created_at%2$s
                AND (strpos(lower(c.name COLLATE "C"), ?) > 0
                    OR c.end_user_id IN (SELECT e.id FROM end_users e WHERE e.app_id = ? AND strpos(lower(e.session_id COLLATE "C"), ?) > 0)
                    OR c.id IN (SELECT m.conversation_id FROM messages m WHERE m.app_id = ? AND (m.text_marks IS NULL OR %1$s))
                        AND EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = c.id
                            AND CASE WHEN m.text_marks IS NULL OR %1$s THEN strpos(lower(m.query COLLATE "C"), ?) > 0
                                OR strpos(lower(m.answer COLLATE "C"), ?) > 0 ELSE false END OFFSET 0))
            ORDER BY c.created_at DESC, c.id DESC LIMIT 120) c ORDER BY c.created_at DESC, c.id DESC LIMIT 20""";
    private static final String MARKED = "get_bit(m.text_marks, (? * octet_length(m.text_marks)) >> 29) = 1";
    private static final String MESSAGES = """
            SELECT m.*, a.*, EXISTS (SELECT 1 FROM message_feedbacks f WHERE f.message_id = m.id),
                EXISTS (SELECT 1 FROM message_files f WHERE f.message_id = m.id),
                EXISTS (SELECT 1 FROM message_agent_thoughts t WHERE t.message_id = m.id)
            FROM messages m LEFT JOIN annotations a ON a.message_id = m.id
            WHERE m.tenant_id = ? AND m.app_id = ? AND m.conversation_id = ? ORDER BY m.created_at DESC, m.id DESC LIMIT 21""";
    private static final String USAGE = """
            WITH u AS (
                SELECT d.day, d.app_id, d.model, '' AS end_user, d.currency, d.requests, d.tokens_in, d.tokens_out, d.price
                FROM usage_daily_by_app d WHERE d.tenant_id = ? AND d.day BETWEEN %1$s
                UNION ALL
                SELECT e.day, e.app_id, e.model, '', e.currency, e.requests, e.tokens_in, e.tokens_out, e.price
                FROM usage_entries e WHERE e.tenant_id = ? AND e.day BETWEEN %1$s),
            g AS (SELECT u.app_id AS k, u.currency, sum(u.requests) AS requests, sum(u.tokens_in) AS tokens_in,
                    sum(u.tokens_out) AS tokens_out, sum(u.price) AS price FROM u GROUP BY 1, 2)
            SELECT coalesce(nullif(g.k::text, '00000000-0000-0000-0000-000000000000'), '') AS key, g.currency, g.requests,
                g.tokens_in, g.tokens_out, g.price FROM g ORDER BY 1, 2""";

    private final Service service;
    private final String token;
    private final ByHand hand;
    private final UUID tenant;
    private boolean allWell = true;

    Lists(Service service, String token, Connection connection, UUID tenant) {
        this.service = service;
        this.token = token;
        this.hand = new ByHand(connection);
        this.tenant = tenant;
    }

    boolean measure(int apps, int messages) throws Exception {
        System.out.println("| list | over HTTP p50 / p95 / p99 ms | by hand in SQL | p50 ratio | ratio without what every call takes |"
                + " p99 ≤ 20 ms and ratio ≤ 2 |");
        System.out.println("|---|---|---|---|---|---|");
        Query first = Query.of(APPS.formatted("SELECT a.id, 0 AS total FROM apps a WHERE a.tenant_id = ? "
                + "ORDER BY a.created_at DESC, a.id DESC LIMIT 30"), tenant);
        Query last = Query.of(APPS.formatted("SELECT a.id, 0 AS total FROM apps a WHERE a.tenant_id = ? "
                + "ORDER BY a.created_at, a.id LIMIT " + ((apps - 1) % 30 + 1)), tenant);
        System.out.println("| (a list that reads nothing) | " + Times.of(3 * WARM_UP, CALLS, i -> readNothing()).shown() + " | | | | |");
        one("apps, first page", "/console/api/apps?page=1&limit=30", List.of(first));
        one("apps, last page", "/console/api/apps?page=" + (apps + 29) / 30 + "&limit=30", List.of(last));
        one("apps, search for what few names have", "/console/api/apps?name=app%20777", List.of(named("%app 777%")));
        one("apps, search for what all names have", "/console/api/apps?name=app", List.of(named("%app%")));

        UUID app = hand.ids(Query.of("SELECT md5('app1')::uuid")).getFirst();
        int conversations = messages / 5 / 100;
        String path = "/console/api/apps/" + app + "/chat-conversations";
        List<Object> own = List.of(tenant, app, OPEN.getFirst(), OPEN.getLast());
        Query newest = new Query(CONVERSATIONS.formatted("SELECT c.id, (SELECT count(*)" + OF_APP + ") AS total" + OF_APP
                + " ORDER BY c.created_at DESC, c.id DESC LIMIT 20"), Stream.concat(own.stream(), own.stream()).toList());
        Query count = new Query("SELECT count(*)" + OF_APP, own);
        Query oldest = new Query(CONVERSATIONS.formatted("SELECT c.id, 0 AS total" + OF_APP
                + " ORDER BY c.created_at, c.id LIMIT 20"), own);
        one("conversations, first page", path, List.of(newest));
        one("conversations, last page", path + "?page=" + (conversations + 19) / 20, List.of(count, oldest));
        one("conversations, search for what no text has", path + "?keyword=c4ca4238", List.of(search(own, "c4ca4238")));
        one("conversations, search for what all texts have", path + "?keyword=first", List.of(search(own, "first")));

        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String days = "date '" + today.minusDays(30) + "' AND date '" + today + "'";
        UUID conversation = hand.ids(newest).getFirst();
        one("messages of a conversation", "/console/api/apps/" + app + "/chat-messages?conversation_id=" + conversation,
                List.of(Query.of(MESSAGES, tenant, app, conversation)));
        one("usage of 30 days by app", "/console/api/billing/usage?group_by=app",
                List.of(Query.of(USAGE.formatted(days), tenant, tenant)));
        return allWell;
    }

    private Query named(String pattern) {
        return Query.of(APPS.formatted("""
                SELECT a.id, count(*) OVER () AS total FROM (SELECT a.id, a.created_at FROM apps a
                    WHERE a.tenant_id = ? AND a.name ILIKE ? ESCAPE '!' ORDER BY a.created_at DESC, a.id DESC LIMIT 1030) a
                ORDER BY a.created_at DESC, a.id DESC LIMIT 30"""), tenant, pattern);
    }

    private Query search(List<Object> own, String word) {
        List<Long> parts = TextMarks.partsOf(word);
        Object app = own.get(1);
        List<Object> values = new ArrayList<>(own);
        values.addAll(List.of(word, app, word, app));
        values.addAll(parts);
        values.addAll(parts);
        values.addAll(List.of(word, word));
        return new Query(CONVERSATIONS.formatted(
                SEARCH.formatted(String.join(" AND ", Collections.nCopies(parts.size(), MARKED)), OF_APP)), values);
    }

    private void one(String name, String path, List<Query> queries) throws Exception {
        List<Times> each = Times.inTurn(WARM_UP, CALLS, i -> service.get(path, token), i -> hand.run(queries), i -> readNothing());
        Times http = each.get(0);
        Times sql = each.get(1);
        double own = Math.max(0, http.p50() - each.get(2).p50()) / sql.p50();
        boolean well = http.p99() <= 20 && own <= 2;
        allWell &= well;
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %.2f | %.2f | %s |%n", name, http.shown(), sql.shown(),
                http.p50() / sql.p50(), own, well ? "yes" : "no");
        plans.add(() -> {
            System.out.println("\n### " + name);
            hand.printPlans(queries);
        });
    }

    /** What every list takes beside its rows: HTTP, sign-in, role, JSON. */
    private void readNothing() throws Exception { service.get("/console/api/workspaces/current/tool-labels", token); }

    private interface Plan {
        void print() throws Exception;
    }

    private final List<Plan> plans = new ArrayList<>();

    void printPlans() throws Exception {
        System.out.println("\nThe SQL done by hand, with its plans:");
        for (Plan plan : plans) {
            plan.print();
        }
    }
}
