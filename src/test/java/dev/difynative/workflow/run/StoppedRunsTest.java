package dev.difynative.workflow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;

/** A run that is stopped ends at once, and with it what it has going: calls, processes, threads. */
@QuarkusTest
class StoppedRunsTest {
    private static final Duration CUT_OFF = Duration.ofSeconds(30);
    private static final ModelReply NEVER = ModelReply.of(200, "text/plain", "x").hangingAfter(0);
    private static ModelServer slow;

    @Inject TestApps apps;

    @BeforeAll
    static void startSlowServer() { slow = ModelServer.start(); }

    @AfterAll
    static void stopSlowServer() { slow.close(); }

    private TestApps.TestApp published(String node) {
        TestApps.TestApp app = apps.graph(apps.of("chat", slow).owner(), "workflow");
        slow.reset();
        slow.reply("/slow", NEVER);
        slow.reply("/broken", ModelReply.of(500, "text/plain", "x"));
        slow.reply("/chat/completions", NEVER);
        String workflows = "/console/api/apps/" + app.id() + "/workflows";
        app.owner().request().body("""
                {'force':true,'graph':{'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[]}},
                  {'id':'n','data':{'title':'N',%s}},
                  {'id':'end','data':{'type':'end','title':'End','outputs':[]}}],
                 'edges':[{'id':'1','source':'start','target':'n'},{'id':'2','source':'n','target':'end'}]}}""".formatted(node)
                .replace('\'', '"')).post(workflows + "/draft").then().statusCode(200);
        app.owner().request().post(workflows + "/publish").then().statusCode(200);
        return app;
    }

    /**
     * Runs a workflow with this node, and stops it when the node is at work. Left alone it would go on for longer than the
     * bound, which is far above the second that a stop may take, so that a slow machine is not taken for a fault.
     */
    private void stop(String node, BooleanSupplier atWork) {
        TestApps.TestApp app = published(node);
        try (EventStream stream = EventStream.post("/v1/workflows/run", app.key(),
                Map.of("inputs", Map.of(), "user", "u", "response_mode", "streaming"))) {
            JsonNode event = stream.next();
            while (!event.path("data").path("node_id").asText().equals("n")) {
                event = stream.next();
            }
            Eventually.isTrue("the node is at work", atWork::getAsBoolean);
            long asked = System.nanoTime();
            app.request().body("{\"user\":\"u\"}").post("/v1/workflows/tasks/" + event.path("task_id").asText() + "/stop").then()
                    .statusCode(200);
            JsonNode last = stream.all().getLast();
            assertTrue(System.nanoTime() - asked < CUT_OFF.toNanos());
            assertEquals("stopped", last.path("data").path("status").asText());
        }
    }

    private static boolean computes() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("javascript"));
    }

    private static boolean hasPython() {
        return ProcessHandle.current().descendants()
                .anyMatch(process -> process.info().command().orElse("").contains("python"));
    }

    @Test
    void aCallIsCutOff() {
        stop("""
                'type':'http-request','method':'get','url':'%s/slow','headers':'','params':'',
                'authorization':{'type':'no-auth'},'body':{'type':'none','data':[]}"""
                .formatted(slow.url().replace("127.0.0.1", "localhost")), () -> slow.open() > 0);

        Eventually.isTrue("the connection is closed", () -> slow.cancelled() > 0);
    }

    @Test
    void aModelIsCutOff() {
        stop("""
                'type':'llm','model':{'provider':'openai','name':'gpt-4o-mini','mode':'chat','completion_params':{}},
                'prompt_template':[{'role':'user','text':'wait'}],'vision':{'enabled':false},'context':{'enabled':false}""",
                () -> slow.open() > 0);

        Eventually.isTrue("the connection is closed", () -> slow.cancelled() > 0);
    }

    @Test
    void aToolIsCutOff() {
        stop("""
                'type':'tool','provider_type':'builtin','provider_id':'webscraper','provider_name':'webscraper',
                'tool_name':'webscraper','tool_configurations':{},'tool_parameters':{'url':{'type':'mixed','value':'%s/slow'}}"""
                .formatted(slow.url().replace("127.0.0.1", "localhost")), () -> slow.open() > 0);

        Eventually.isTrue("the connection is closed", () -> slow.cancelled() > 0);
    }

    @Test
    void anAgentIsCutOff() {
        stop("""
                'type':'agent','agent_strategy_provider_name':'langgenius/agent/agent','agent_strategy_name':'function_calling',
                'agent_parameters':{'model':{'type':'constant','value':{'provider':'openai','model':'gpt-4o-mini',
                'completion_params':{}}},'tools':{'type':'constant','value':[]},'query':{'type':'constant','value':'wait'}}""",
                () -> slow.open() > 0);

        Eventually.isTrue("the connection is closed", () -> slow.cancelled() > 0);
    }

    @Test
    void aPauseBetweenAttemptsIsCutShort() {
        stop("""
                'type':'http-request','method':'get','url':'%s/broken','headers':'','params':'',
                'authorization':{'type':'no-auth'},'body':{'type':'none','data':[]},
                'retry_config':{'retry_enabled':true,'max_retries':3,'retry_interval':600000}"""
                .formatted(slow.url().replace("127.0.0.1", "localhost")), () -> !slow.asked().isEmpty());
    }

    @Test
    void theRoundOfALoopIsCutOff() {
        stop("""
                'type':'loop','loop_count':3,'start_node_id':'inner','break_conditions':[],'loop_variables':[]}},
                {'id':'inner','parentId':'n','data':{'title':'Inner','type':'http-request','method':'get','url':'%s/slow','headers':'',
                'params':'','authorization':{'type':'no-auth'},'body':{'type':'none','data':[]}"""
                .formatted(slow.url().replace("127.0.0.1", "localhost")), () -> slow.open() > 0);

        Eventually.isTrue("the connection is closed", () -> slow.cancelled() > 0);
    }

    @Test
    void pythonIsEnded() {
        stop("'type':'code','code_language':'python3','code':'def main():\\n    while True: pass','variables':[],'outputs':{}",
                StoppedRunsTest::hasPython);

        Eventually.isTrue("the process is gone", () -> !hasPython());
    }

    @Test
    void javaScriptIsEnded() {
        stop("'type':'code','code_language':'javascript','code':'function main() { for (;;) {} }','variables':[],'outputs':{}",
                StoppedRunsTest::computes);

        Eventually.isTrue("the thread is gone", () -> !computes());
    }
}
