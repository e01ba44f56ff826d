package dev.difynative.workflow.engine;

import static dev.difynative.workflow.engine.GraphRunTest.graph;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.VariablePool;

/** Nodes in the bodies of containers that wait for something from outside; each answer comes to another process. */
class BodyPauseTest {
    private static final String LIST = "n('s','begin'), n('l','set',\"'values':{'l':['a','b','c']}\"), ";
    private static final String EACH = LIST + """
            n('it','each',"'over':['l','l'],'output':['p','given']%s"), in('it','b','begin'), in('it','p','pause'),
            in('it','w','speak',"'text':'{{#it.item#}}={{#p.given#}};'"), n('end','speak',"'text':'{{#it.output#}}'")""";
    private static final String EDGES = "e('s','l'), e('l','it'), e('b','p'), h('p','go','w'), e('it','end')";
    private Probe probe = new Probe();
    private Program program;
    private String said = "";

    private void start(String graph) throws Exception {
        program = Probe.program(probe, graph);
        probe.start(program, new VariablePool());
    }

    /** Hands something in for an execution that waits, in a new process. */
    private void answer(String execution, String given) throws Exception {
        RunState stored = Probe.JSON.readValue(Probe.JSON.writeValueAsString(probe.result().state()), RunState.class);
        said += probe.said;
        Probe later = new Probe();
        later.run = GraphRun.restored(program, later.setting(), stored, later);
        probe = later;
        later.run.resume(Map.<String, JsonNode>of(execution, JsonNodeFactory.instance.textNode(given)));
        later.result();
    }

    private List<String> waiting() throws Exception {
        return probe.result().pauses().stream().map(RunResult.Pause::executionId).toList();
    }

    private String finished() throws Exception {
        assertEquals(RunStatus.SUCCEEDED, probe.result().status(), probe.result().error());
        return said + probe.said;
    }

    @Test
    void anIterationGoesOnAtTheItemThatWaited() throws Exception {
        start(graph(EACH.formatted(""), EDGES));
        for (String given : List.of("1", "2", "3")) {
            assertEquals(RunStatus.PAUSED, probe.result().status());
            assertEquals(1, waiting().size());
            answer(waiting().getFirst(), given);
        }

        assertEquals("a=1;b=2;c=3;[\"1\",\"2\",\"3\"]", finished());
        assertFalse(probe.log.contains("[it"), "the iteration has begun before");
        assertEquals(List.of("&it", "+p", "-p:succeeded", "+w", "-w:succeeded", "]it:succeeded"),
                probe.log.stream().filter(line -> !line.startsWith("\"")).toList().subList(0, 6));
        // Three of the top level, three of each round.
        assertEquals(9, ((EngineEvent.ContainerFinished) probe.events.stream()
                .filter(EngineEvent.ContainerFinished.class::isInstance).findFirst().orElseThrow()).steps());
    }

    @Test
    void asManyItemsWaitSideBySideAsMayRun() throws Exception {
        start(graph(EACH.formatted(",'parallel':2"), EDGES));
        List<String> first = waiting();
        assertEquals(2, first.size());

        answer(first.get(1), "2");
        List<String> second = waiting();
        assertEquals(first.getFirst(), second.getFirst());
        assertEquals(2, second.size());
        assertEquals("", said + probe.said, "the first item has not spoken yet");
        answer(second.get(1), "3");
        assertEquals(List.of(first.getFirst()), waiting());
        answer(first.getFirst(), "1");

        assertEquals("a=1;b=2;c=3;[\"1\",\"2\",\"3\"]", finished());
    }

    @Test
    void anAnswerForNobodyChangesNothing() throws Exception {
        start(graph(EACH.formatted(",'parallel':2"), EDGES));
        List<String> first = waiting();

        answer("nobody", "?");

        assertEquals(RunStatus.PAUSED, probe.result().status());
        assertEquals(first, waiting());
    }

    @Test
    void aLoopGoesOnInTheRoundThatWaited() throws Exception {
        start(graph("""
                n('s','begin'), n('lp','again',"'times':3,'values':{'v':'start'}"), in('lp','b','begin'), in('lp','p','pause'),
                in('lp','r','read',"'from':['lp','v']"), in('lp','as','assign',"'to':['lp','v'],'from':['p','given']"),
                in('lp','w','speak',"'text':'{{#r.value#}}>'")""",
                "e('s','lp'), e('b','p'), h('p','go','r'), e('r','as'), e('as','w')"));
        for (String given : List.of("1", "2", "3")) {
            answer(waiting().getFirst(), given);
        }

        assertEquals("start>1>2>", finished());
        assertEquals(Value.of("3"), probe.value("lp", "v"));
    }

    @Test
    void containersWithinContainersGoOn() throws Exception {
        start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['lp','v'],'parallel':3"), in('it','b','begin'),
                in('it','lp','again',"'times':2,'values':{'v':'-'}"), in('lp','b2','begin'), in('lp','p','pause'),
                in('lp','as','assign',"'to':['lp','v'],'from':['p','given']")""",
                "e('s','l'), e('l','it'), e('b','lp'), e('b2','p'), h('p','go','as')"));
        for (int i = 0; i < 6; i++) {
            assertEquals(List.of("p"), probe.result().pausedNodes());
            answer(waiting().getFirst(), String.valueOf(i));
        }

        finished();
        assertEquals("[\"1\",\"3\",\"5\"]", probe.value("it", "output").text());
    }

    @Test
    void twoThatWaitInOneRoundAreAnsweredOneAfterTheOther() throws Exception {
        start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['w','answer']"), in('it','b','begin'), in('it','p','pause'),
                in('it','q','pause'), in('it','w','speak',"'text':'{{#p.given#}}{{#q.given#}} '")""",
                "e('s','l'), e('l','it'), e('b','p'), e('b','q'), h('p','go','w'), h('q','go','w')"));
        for (int item = 0; item < 3; item++) {
            assertEquals(2, waiting().size());
            Map<String, String> nodes = probe.result().pauses().stream()
                    .collect(Collectors.toMap(RunResult.Pause::nodeId, RunResult.Pause::executionId));
            answer(nodes.get("q"), "q" + item);
            assertEquals(List.of(nodes.get("p")), waiting());
            answer(nodes.get("p"), "p" + item);
        }

        assertEquals("p0q0 p1q1 p2q2 ", finished());
    }

    @Test
    void aRoundThatFailsEndsThoseThatWait() throws Exception {
        start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['p','given'],'parallel':3"), in('it','b','begin'), in('it','p','pause'),
                in('it','f','fail')""", "e('s','l'), e('l','it'), e('b','p'), h('p','go','f')"));

        answer(waiting().getFirst(), "x");

        assertEquals(RunStatus.FAILED, probe.result().status());
        assertEquals(List.of(), waiting());
    }
}
