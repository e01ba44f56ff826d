package dev.difynative.workflow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.difynative.testsupport.Eventually;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.VariablePool;

class GraphRunTest {
    private final Probe probe = new Probe();

    @Test
    void aChainRunsInOrderAndTellsOfEachStep() throws Exception {
        probe.start(graph("n('s','begin'), n('a','set',\"'values':{'x':1}\"), n('b','read',\"'from':['a','x']\")",
                "e('s','a'), e('a','b')"));

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
        assertEquals(List.of("+s", "-s:succeeded", "+a", "-a:succeeded", "+b", "-b:succeeded", ".succeeded"), probe.log);
        assertEquals(Value.of(1), probe.value("b", "value"));
        assertEquals(3, probe.result().steps());
        assertEquals("a", ((EngineEvent.NodeStarted) probe.events.get(4)).execution().predecessor());
    }

    @Test
    void readyNodesRunAtOnceAndAJoinWaitsForAll() throws Exception {
        probe.start(graph("n('s','begin'), n('a','wait'), n('b','wait'), n('j','set')",
                "e('s','a'), e('s','b'), e('a','j'), e('b','j')"));
        probe.reached("a");
        probe.reached("b");
        probe.gate("b").complete("B");
        assertFalse(probe.ended.isDone());
        probe.gate("a").complete("A");

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
        assertEquals(1, probe.log.stream().filter("+j"::equals).count());
    }

    @Test
    void branchesNotChosenAreSkippedDownToTheJoin() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('i','branch',"'handle':'yes'"), n('y','set'), n('n','set'), n('n2','set'), n('j','set'),
                n('x','set')""",
                "e('s','i'), h('i','yes','y'), h('i','no','n'), e('n','n2'), e('y','j'), e('n2','j'), e('n2','x')"));

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
        assertEquals(List.of("+s", "+i", "+y", "+j"), started());
    }

    @Test
    void aFailureEndsTheRunAndWhatIsUnderWay() throws Exception {
        probe.start(graph("n('s','begin'), n('a','wait'), n('f','flaky',\"'failures':9\"), n('g','wait')",
                "e('s','a'), e('s','g'), e('g','f')"));
        probe.reached("a");
        probe.reached("g");
        probe.gate("g").complete("");

        assertEquals(RunStatus.FAILED, probe.result().status());
        assertEquals("not yet 1", probe.result().error());
        assertEquals("Flaky", probe.result().errorType());
        assertTrue(probe.log.contains("-a:stopped"));
        probe.gate("a.cancelled").get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(".failed", probe.log.getLast());
    }

    @Test
    void anExceptionFailsItsNodeWithItsWords() throws Exception {
        probe.start(graph("n('s','begin'), n('f','fail',\"'message':'no such thing'\")", "e('s','f')"));

        assertEquals("no such thing", probe.result().error());
        assertEquals("IllegalStateException", probe.result().errorType());
    }

    @Test
    void aFailedNodeIsTriedAgain() throws Exception {
        probe.start(
                graph("""
                n('s','begin'), n('f','flaky',"'failures':2,'retry_config':{'retry_enabled':true,'max_retries':2,'retry_interval':1}")""",
                        "e('s','f')"));

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
        assertEquals(List.of("+f", "~f", "~f", "-f:succeeded"), probe.log.subList(2, 6));
        assertEquals(Value.of(3), probe.value("f", "tries"));
    }

    @Test
    void eachAttemptIsPaidFor() throws Exception {
        probe.start(
                graph("""
                n('s','begin'), n('f','flaky',"'failures':2,'retry_config':{'retry_enabled':true,'max_retries':2,'retry_interval':1}")""",
                        "e('s','f')"));

        assertEquals(25, probe.result().spending().tokens());
    }

    @Test
    void eachAttemptTellsOfWhatItHasUsedItself() throws Exception {
        probe.start(
                graph("""
                n('s','begin'), n('f','flaky',"'failures':2,'retry_config':{'retry_enabled':true,'max_retries':2,'retry_interval':1}")""",
                        "e('s','f')"));

        probe.result();
        assertEquals(List.of("retry 10", "retry 10", "succeeded 5"), probe.outcomes("f"));
    }

    @Test
    void aFailureCanBeABranch() throws Exception {
        probe.start(
                graph("""
                n('s','begin'), n('f','fail',"'error_strategy':'fail-branch'"), n('ok','set'), n('bad','read',"'from':['f','error_message']")""",
                        "e('s','f'), h('f','success-branch','ok'), h('f','fail-branch','bad')"));

        assertEquals(RunStatus.PARTIAL_SUCCEEDED, probe.result().status());
        assertEquals(1, probe.result().exceptions());
        assertEquals(List.of("+s", "+f", "+bad"), started());
        assertEquals(Value.of("broken"), probe.value("bad", "value"));
        assertTrue(probe.log.contains("-f:exception"));
    }

    @Test
    void successOfANodeWithAFailureBranchTakesTheOtherOne() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('f','set',"'error_strategy':'fail-branch'"), n('ok','set'), n('bad','set')""",
                "e('s','f'), h('f','success-branch','ok'), h('f','fail-branch','bad')"));

        probe.result();
        assertEquals(List.of("+s", "+f", "+ok"), started());
    }

    @Test
    void aFailureCanHaveDefaultOutputs() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('f','fail',"'error_strategy':'default-value','default_value':[{'key':'n','type':'number','value':'7'},
                {'key':'t','type':'string','value':'7'},{'key':'l','type':'array[number]','value':'[1,2]'}]"), n('a','set')""",
                "e('s','f'), e('f','a')"));

        assertEquals(RunStatus.PARTIAL_SUCCEEDED, probe.result().status());
        assertEquals(Value.of(7), probe.value("f", "n"));
        assertEquals(Value.of("7"), probe.value("f", "t"));
        assertEquals(Value.ofPlain(List.of(1, 2)), probe.value("f", "l"));
        assertEquals(Value.of("IllegalStateException"), probe.value("f", "error_type"));
        assertTrue(started().contains("+a"));
    }

    @Test
    void anUnknownTypeFailsWithItsNameWhenItIsRun() throws Exception {
        probe.start(graph("n('s','begin'), n('u','teleport')", "e('s','u')"));

        assertEquals("Nodes of the type 'teleport' cannot be run by this version", probe.result().error());
    }

    @Test
    void anUnreadableConfigurationIsNamedAndFailsWhenItIsRun() throws Exception {
        Program program = Probe.program(probe, graph("n('s','begin'), n('a','set',\"'number':'x'\")", "e('s','a')"));
        assertEquals("number", program.faults().getFirst().field());

        probe.start(program, new VariablePool());

        assertEquals("InvalidConfiguration", probe.result().errorType());
        assertEquals("'number' must be a number", probe.result().error());
    }

    @Test
    void stoppingEndsTheRunAtOnce() throws Exception {
        probe.start(graph("n('s','begin'), n('a','wait'), n('b','set')", "e('s','a'), e('a','b')"));
        probe.reached("a");

        probe.run.stop("Stopped by the user");

        assertTrue(probe.ended.isDone());
        assertEquals(RunStatus.STOPPED, probe.result().status());
        probe.gate("a.cancelled").get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        probe.gate("a").complete("");
        assertEquals(List.of("+s", "-s:succeeded", "+a", "-a:stopped", ".stopped"), probe.log);
    }

    @Test
    void whatWasUsedBeforeAStopIsPaidFor() throws Exception {
        probe.start(graph("n('s','begin'), n('a','spend')", "e('s','a')"));
        probe.reached("a");

        probe.run.stop("Stopped by the user");

        assertEquals(10, probe.result().spending().tokens());
        NodeRecord given = ((EngineEvent.NodeFinished) probe.events.get(probe.events.size() - 2)).execution();
        assertEquals("stopped 10", given.outcome().status().wire() + " " + given.outcome().spending().tokens());
    }

    @Test
    void tooManyStepsFailTheRun() throws Exception {
        probe.limits = new RunLimits(2, Duration.ofMinutes(1), 5, 64, 1000, 1000);
        probe.start(graph("n('s','begin'), n('a','set'), n('b','set')", "e('s','a'), e('a','b')"));

        assertEquals("StepLimitExceeded", probe.result().errorType());
    }

    @Test
    void tooMuchTimeFailsTheRun() throws Exception {
        probe.limits = new RunLimits(10, Duration.ofMillis(1), 5, 64, 1000, 1000);
        probe.start(graph("n('s','begin'), n('a','wait')", "e('s','a')"));
        probe.reached("a");
        Thread.sleep(5);

        probe.run.checkTime();

        assertEquals("TimeLimitExceeded", probe.result().errorType());
        assertEquals(RunStatus.FAILED, probe.result().status());
    }

    @Test
    void anOutputThatIsTooLargeFailsItsNode() throws Exception {
        probe.limits = new RunLimits(10, Duration.ofMinutes(1), 5, 64, 10, 1000);
        probe.start(graph("n('s','begin'), n('a','set',\"'values':{'x':['12345','67890']}\")", "e('s','a')"));

        assertEquals("VariableTooLarge", probe.result().errorType());
    }

    @Test
    void noMoreNodesRunAtOnceThanAllowed() throws Exception {
        probe.limits = new RunLimits(10, Duration.ofMinutes(1), 5, 1, 1000, 1000);
        probe.start(graph("n('s','begin'), n('a','wait'), n('b','wait')", "e('s','a'), e('s','b')"));
        probe.reached("a");
        assertFalse(probe.gate("b.reached").isDone());
        probe.gate("a").complete("");
        probe.reached("b");
        probe.gate("b").complete("");

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
    }

    @Test
    void aPausedRunGoesOnInAnotherProcess() throws Exception {
        Program program = Probe.program(probe, graph("""
                n('s','begin'), n('p','pause'), n('w','set',"'values':{'x':1}"), n('a','speak',"'text':'{{#w.x#}}{{#p.given#}}!'"),
                n('no','set')""",
                "e('s','p'), e('s','w'), h('p','go','a'), h('p','other','no'), e('w','a')"));
        probe.start(program, new VariablePool());
        assertEquals(RunStatus.PAUSED, probe.result().status());
        assertEquals("p", probe.result().pauses().getFirst().nodeId());
        RunState stored = Probe.JSON.readValue(Probe.JSON.writeValueAsString(probe.result().state()), RunState.class);

        Probe later = new Probe();
        later.run = GraphRun.restored(program, later.setting(), stored, later);
        later.run.resume(Map.of("p", JsonNodeFactory.instance.textNode("yes")));

        assertEquals(RunStatus.SUCCEEDED, later.result().status());
        assertEquals("1", probe.said.toString());
        assertEquals("yes!", later.said.toString());
        assertEquals(List.of("+p", "-p:succeeded", "+a"), later.log.stream().filter(line -> !line.startsWith("\"")).toList()
                .subList(0, 3));
        assertEquals(probe.result().pauses().getFirst().executionId(),
                ((EngineEvent.NodeStarted) later.events.getFirst()).execution().id());
        assertEquals(4, later.result().steps());
    }

    private List<String> started() { return probe.log.stream().filter(line -> line.startsWith("+")).toList(); }

    static String graph(String nodes, String edges) { return Graphs.of(nodes, edges); }
}
