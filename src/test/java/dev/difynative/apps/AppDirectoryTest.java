package dev.difynative.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.apps.site.AppSites;
import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Plan;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class AppDirectoryTest {
    @Inject AppDirectory directory;
    @Inject AppService apps;
    @Inject AppConfigs configs;
    @Inject AppSites sites;
    @Inject EntityManager database;
    private UUID tenant;
    private UUID app;

    @BeforeEach
    void makeAnApp() {
        tenant = Rows.tenant();
        app = apps.create(tenant, null, new CreateApp("App", AppMode.CHAT, null, null, null, null)).id();
    }

    @Test
    void anAppIsReadInOneQueryAndThenFromMemory() {
        Statistics statistics = database.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        statistics.clear();
        AppSnapshot snapshot = directory.find(tenant, app).orElseThrow();
        assertSame(snapshot, directory.find(tenant, app).orElseThrow());
        assertEquals(1, statistics.getPrepareStatementCount());
        statistics.setStatisticsEnabled(false);
        assertEquals(Plan.ENTERPRISE, snapshot.tenant().plan());
    }

    @Test
    void everyChangeOfAnAppShowsAtOnce() {
        directory.find(tenant, app);
        apps.update(tenant, null, app, UpdateApp.enableApi(false));
        assertFalse(directory.find(tenant, app).orElseThrow().enableApi());
        configs.save(tenant, null, app, "{\"pre_prompt\": \"new\"}");
        assertEquals("new", directory.find(tenant, app).orElseThrow().config().prompt().prePrompt());
        String code = sites.resetCode(tenant, app).code();
        assertEquals(code, directory.find(tenant, app).orElseThrow().face().site().code());
        apps.delete(tenant, null, app);
        assertTrue(directory.find(tenant, app).isEmpty());
    }

    @Test
    void aChangeThatIsRolledBackNeverShows() {
        directory.find(tenant, app);
        QuarkusTransaction.begin();
        apps.update(tenant, null, app, UpdateApp.name("Never"));
        QuarkusTransaction.rollback();
        assertEquals("App", directory.find(tenant, app).orElseThrow().name());
    }

    @Test
    void theAppOfAnotherWorkspaceIsNotFound() {
        directory.find(tenant, app);
        assertTrue(directory.find(Rows.tenant(), app).isEmpty());
    }
}
