package dev.difynative.workflow.run.background;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.chat.enduser.EndUsers;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.crypto.CredentialVault;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.lifecycle.Shutdown;
import dev.difynative.quota.QuotaError;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.GateNode;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import dev.difynative.testsupport.TestApps.TestApp;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.RunEnvironment;
import dev.difynative.workflow.run.WorkflowConfig;
import dev.difynative.workflow.run.WorkflowRunner;
import dev.difynative.workflow.run.input.RunInputs;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.journal.StoredRuns;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What an instance accepts that has no room for runs itself. */
@QuarkusTest
class FullInstanceTest {
    @Inject Members members;
    @Inject TestApps apps;
    @Inject WorkflowRunner runner;
    @Inject RunEnvironment environment;
    @Inject PublishedWorkflows published;
    @Inject RunCallbacks callbacks;
    @Inject CredentialVault vault;
    @Inject StoredRuns stored;
    @Inject RunClosing closing;
    @Inject RunPlaces places;
    @Inject Patrols patrols;
    @Inject Shutdown shutdown;
    @Inject RunInputs inputs;
    @Inject UploadFiles uploads;
    @Inject EndUsers endUsers;

    @Test
    void noMoreRunsOfAnAppWaitThanItMayHaveInFlight() {
        TestApp app = apps.graph(members.owner(), "workflow");
        TriggeredRuns.Start start = published(app, 2);
        TriggeredRuns full = full();
        full.submit(start);
        Eventually.isTrue("a second one is accepted", () -> isAccepted(full, start));
        assertEquals(QuotaError.TOO_MANY_REQUESTS, assertThrows(Failure.class, () -> full.submit(start)).code());
        assertEquals("2", count(app, "status IN ('scheduled', 'running')"));
        GateNode.open("@" + app.id());
        Eventually.isTrue("they are done", () -> "2".equals(count(app, "status = 'succeeded'")));
        Eventually.isTrue("there is room again", () -> isAccepted(full, start));
    }

    @Test
    void anAppWithoutALimitHasAsManyRunsWaitAsComeIn() {
        TestApp app = apps.graph(members.owner(), "workflow");
        TriggeredRuns.Start start = published(app, 0);
        TriggeredRuns full = full();
        for (int run = 0; run < 5; run++) {
            assertDoesNotThrow(() -> full.submit(start));
        }
        GateNode.open("@" + app.id());
    }

    private TriggeredRuns full() {
        WorkflowConfig none = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(WorkflowConfig.class)
                .withDefaultValue("dify.workflow.max-async", "0").build().getConfigMapping(WorkflowConfig.class);
        AsyncRuns queue = new AsyncRuns(runner, environment, published, callbacks, vault, stored, closing, places, none, patrols,
                shutdown);
        return new TriggeredRuns(runner, queue, inputs, uploads, endUsers);
    }

    private static boolean isAccepted(TriggeredRuns runs, TriggeredRuns.Start start) {
        try {
            runs.submit(start);
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    private static String count(TestApp app, String which) {
        return Rows.text("SELECT count(*) FROM workflow_runs WHERE app_id = ? AND " + which, UUID.fromString(app.id()));
    }

    private TriggeredRuns.Start published(TestApp app, int limit) {
        String path = "/console/api/apps/" + app.id();
        app.owner().request().body(Map.of("max_active_requests", limit)).put(path).then().statusCode(200);
        app.owner().request().body("""
                {"force":true,"graph":{"nodes":[{"id":"begin","data":{"type":"start","title":"Start","variables":[]}},
                {"id":"gate","data":{"type":"test-gate","title":"Gate","pieces":["@%s"]}},
                {"id":"end","data":{"type":"end","title":"End","outputs":[]}}],
                "edges":[{"source":"begin","target":"gate"},{"source":"gate","target":"end"}]}}""".formatted(app.id()))
                .post(path + "/workflows/draft").then().statusCode(200);
        app.owner().request().post(path + "/workflows/publish").then().statusCode(200);
        UUID tenant = UUID.fromString(Rows.text("SELECT tenant_id FROM apps WHERE id = ?", UUID.fromString(app.id())));
        WorkflowSnapshot workflow = published.current(tenant, UUID.fromString(app.id())).orElseThrow();
        return new TriggeredRuns.Start(workflow, null, RunIdentity.SERVICE_API, Map.of());
    }
}
