package dev.difynative.workspace.retention;

import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RetentionTest {
    @Inject Retention retention;
    @Inject Members members;

    /** An id as it was made that many days ago. */
    private static UUID id(int daysAgo) {
        long millis = Instant.now().minus(Duration.ofDays(daysAgo)).toEpochMilli();
        return new UUID(millis << 16 | 0x7000, ThreadLocalRandom.current().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 1L << 63);
    }

    private static UUID conversation(SampleApp app, int madeDaysAgo, int usedDaysAgo) {
        UUID id = id(madeDaysAgo);
        Rows.insert("""
                INSERT INTO conversations (id, tenant_id, app_id, from_source, name, inputs, status, created_at, updated_at)
                VALUES (?, ?, ?, 'api', 'Old', '{}', 'normal', now() - ? * interval '1 day', now() - ? * interval '1 day')""", id,
                app.tenantId(), app.id(), madeDaysAgo, usedDaysAgo);
        Rows.insert("""
                INSERT INTO messages (id, tenant_id, app_id, conversation_id, from_source, inputs, query, answer, status, created_at,
                    updated_at) VALUES (?, ?, ?, ?, 'api', '{}', 'q', 'a', 'normal', now(), now())""", id(madeDaysAgo),
                app.tenantId(), app.id(), id);
        return id;
    }

    private static boolean exists(String table, UUID id) {
        return Rows.text("SELECT count(*)::text FROM " + table + " WHERE id = ?", id).equals("1");
    }

    private static UUID run(SampleApp app, int daysAgo, String status) {
        UUID id = id(daysAgo);
        Rows.insert("""
                INSERT INTO workflow_runs (id, tenant_id, app_id, version, type, triggered_from, created_from, inputs, status, task_id,
                    created_at, finished_at) VALUES (?, ?, ?, '1', 'workflow', 'app-run', 'service-api', '{}', ?, ?, now(),
                    CASE WHEN ? = 'paused' THEN NULL ELSE now() - ? * interval '1 day' END)""", id, app.tenantId(), app.id(),
                status, UUID.randomUUID(), status, daysAgo);
        return id;
    }

    /** What other tests have left, and dated back. */
    @BeforeEach
    void removeWhatIsThere() throws Exception { retention.run(); }

    @Test
    void whatIsOlderThanItIsKeptIsRemovedAndNothingElse() throws Exception {
        SampleApp app = SampleApp.of("chat", "");
        UUID old = conversation(app, 500, 400);
        UUID inUse = conversation(app, 500, 10);
        UUID oldRun = run(app, 400, "succeeded");
        UUID waiting = run(app, 400, "paused");
        SampleApp keepsAWeek = SampleApp.of("chat", "");
        Rows.insert("UPDATE tenants SET plan_settings = '{\"log_retention_days\":7}' WHERE id = ?", keepsAWeek.tenantId());
        UUID eightDays = conversation(keepsAWeek, 8, 8);
        UUID sixDays = conversation(keepsAWeek, 6, 6);
        SampleApp keepsAll = SampleApp.of("chat", "");
        Rows.insert("UPDATE tenants SET plan_settings = '{\"log_retention_days\":0}' WHERE id = ?", keepsAll.tenantId());
        UUID kept = conversation(keepsAll, 900, 900);
        // More than one transaction removes.
        for (int more = 0; more < 5; more++) {
            conversation(app, 500, 401);
        }
        UUID upload = id(400);
        Rows.insert("""
                INSERT INTO upload_files (id, tenant_id, app_id, storage_key, name, size, extension, mime_type, sha256, created_at)
                VALUES (?, ?, ?, ?, 'a.txt', 1, 'txt', 'text/plain', '', now() - interval '400 days')""", upload, app.tenantId(),
                app.id(), "upload/" + upload);
        UUID entry = id(800);
        Rows.insert("""
                INSERT INTO audit_logs (id, tenant_id, account_id, account_email, surface, action, method, path, created_at)
                VALUES (?, ?, ?, '', 'console', 'app.create', 'POST', '/', now() - interval '800 days')""", entry, app.tenantId(),
                UUID.randomUUID());

        Map<String, Integer> removed = retention.run();

        assertEquals(7, removed.get("conversations"));
        for (UUID gone : new UUID[]{old, eightDays}) {
            assertEquals("0", Rows.text("SELECT count(*)::text FROM messages WHERE conversation_id = ?", gone));
        }
        assertTrue(exists("conversations", inUse) && exists("conversations", sixDays) && exists("conversations", kept));
        assertTrue(!exists("workflow_runs", oldRun) && exists("workflow_runs", waiting));
        assertTrue(!exists("upload_files", upload) && !exists("audit_logs", entry));
        assertEquals(0, retention.run().get("conversations"));
    }

    @Test
    void aTimeThatNoCalendarHoldsKeepsAllOfThatWorkspaceOnly() throws Exception {
        SampleApp keepsAll = SampleApp.of("chat", "");
        Rows.insert("UPDATE tenants SET plan_settings = '{\"log_retention_days\":900000}' WHERE id = ?", keepsAll.tenantId());
        UUID kept = conversation(keepsAll, 900, 900);
        UUID old = conversation(SampleApp.of("chat", ""), 500, 400);
        assertEquals(1, retention.run().get("conversations"));
        assertTrue(exists("conversations", kept) && !exists("conversations", old));
    }

    @Test
    void whatFailsForOneKindKeepsNoOtherFromBeingRemoved() throws Exception {
        SampleApp app = SampleApp.of("chat", "");
        UUID old = conversation(app, 500, 400);
        UUID oldRun = run(app, 400, "succeeded");
        UUID picture = picture(app);
        Rows.insert("""
                CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'not this one'; END $$""");
        for (String refusing : new String[]{"conversations", "workflow_runs"}) {
            Rows.insert(
                    "CREATE TRIGGER refused BEFORE DELETE ON " + refusing + " FOR EACH ROW EXECUTE FUNCTION refuse_removal()");
            try {
                assertThrows(SQLException.class, retention::run);
            } finally {
                Rows.insert("DROP TRIGGER refused ON " + refusing);
            }
            assertTrue(!exists("upload_files", picture));
            assertEquals(refusing.equals("conversations"), exists("conversations", old));
            assertEquals(refusing.equals("workflow_runs"), exists("workflow_runs", oldRun));
            old = conversation(app, 500, 400);
            oldRun = run(app, 400, "succeeded");
            picture = picture(app);
        }
        Rows.insert("DROP FUNCTION refuse_removal()");
        retention.run();
    }

    @Test
    void picturesGoThatShowNobodyAndNoApp() throws Exception {
        SampleApp app = SampleApp.of("chat", "");
        UUID shown = picture(app);
        UUID idle = picture(app);
        Rows.insert("UPDATE apps SET icon_type = 'image', icon = ? WHERE id = ?", shown.toString(), app.id());
        retention.run();
        assertTrue(exists("upload_files", shown) && !exists("upload_files", idle));
        Rows.insert("UPDATE apps SET icon_type = 'emoji', icon = '🤖' WHERE id = ?", app.id());
        retention.run();
        assertTrue(!exists("upload_files", shown));
    }

    private static UUID picture(SampleApp app) {
        UUID id = id(400);
        Rows.insert("""
                INSERT INTO upload_files (id, tenant_id, storage_key, name, size, extension, mime_type, sha256, created_at, picture)
                VALUES (?, ?, ?, 'a.png', 1, 'png', 'image/png', '', now() - interval '400 days', true)""", id, app.tenantId(),
                "upload/" + id);
        return id;
    }

    @Test
    void noTransactionRemovesMoreThanABatch() throws Exception {
        SampleApp app = SampleApp.of("chat", "");
        for (int old = 0; old < 5; old++) {
            conversation(app, 500, 400);
        }
        Rows.insert("CREATE TABLE removed_in (transaction bigint)");
        Rows.insert("""
                CREATE FUNCTION note_removal() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO removed_in VALUES (txid_current()); RETURN OLD; END $$""");
        Rows.insert("CREATE TRIGGER noted BEFORE DELETE ON conversations FOR EACH ROW EXECUTE FUNCTION note_removal()");
        try {
            retention.run();
            assertEquals("2 of 3", Rows.text("""
                    SELECT max(n) || ' of ' || count(*)
                    FROM (SELECT count(*) AS n FROM removed_in GROUP BY transaction) transactions"""));
        } finally {
            Rows.insert("DROP TRIGGER noted ON conversations");
            Rows.insert("DROP FUNCTION note_removal()");
            Rows.insert("DROP TABLE removed_in");
        }
    }

    @Test
    void signInsAndRefusedOnesAreInTheAuditLog() {
        Member owner = members.owner();
        for (String password : new String[]{Members.PASSWORD, "wrong horse 2"}) {
            owner.request().body(Map.of("email", owner.email(), "password", password)).post("/console/api/login");
        }
        for (String action : new String[]{"session.login", "session.login_refused"}) {
            Eventually.isTrue(action, () -> owner.request()
                    .get("/console/api/workspaces/current/audit-logs?action=" + action).path("total").equals(1));
        }
        owner.request().get("/console/api/workspaces/current/audit-logs").then()
                .body("data.account_email", hasItem(owner.email()));
    }
}
