package dev.difynative.workflow.engine;

import static dev.difynative.workflow.engine.GraphRunTest.graph;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.workflow.value.Value;

class BodyRunsTest {
    private static final String LIST = "n('s','begin'), n('l','set',\"'values':{'l':[1,2,3]}\"), ";
    private final Probe probe = new Probe();

    @Test
    void anIterationRunsItsBodyPerItemAndKeepsTheOrder() throws Exception {
        probe.start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['r','value']"), in('it','b','begin'),
                in('it','r','read',"'from':['it','item']")""", "e('s','l'), e('l','it'), e('b','r')"));

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
        assertEquals(Value.ofPlain(List.of(1, 2, 3)), probe.value("it", "output"));
        assertEquals(List.of("[it", "#0", "+b", "-b:succeeded", "+r", "-r:succeeded", "#1"), probe.log.subList(4, 11));
        NodeRecord inner = ((EngineEvent.NodeStarted) probe.events.get(6)).execution();
        assertEquals(new Position("it", 0, null, null), inner.position());
    }

    @Test
    void itemsSideBySideKeepTheirOrderToo() throws Exception {
        probe.start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['r','value'],'parallel':3"), in('it','b','begin'),
                in('it','w','wait',"'gate':'g'"), in('it','r','read',"'from':['it','item']")""",
                "e('s','l'), e('l','it'), e('b','w'), e('w','r')"));
        probe.reached("g");
        probe.gate("g").complete("");

        probe.result();
        assertEquals(Value.ofPlain(List.of(1, 2, 3)), probe.value("it", "output"));
    }

    @Test
    void aFailingRoundEndsTheOthersAndSaysWhichOneItWas() throws Exception {
        probe.start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['r','value'],'parallel':3"), in('it','b','begin'),
                in('it','i','branch',"'handle':'x'"), in('it','r','fail')""",
                "e('s','l'), e('l','it'), e('b','i'), h('i','x','r')"));

        assertEquals(RunStatus.FAILED, probe.result().status());
        assertTrue(probe.result().error().endsWith(": broken"), probe.result().error());
        assertTrue(probe.log.contains("]it:failed"));
    }

    @Test
    void aFailedRoundCanBePassedOver() throws Exception {
        probe.start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['r','tries'],'keep_on':true"), in('it','b','begin'),
                in('it','r','flaky',"'failures':1")""", "e('s','l'), e('l','it'), e('b','r')"));

        probe.result();
        assertEquals("[null,2,3]", probe.value("it", "output").text());
    }

    @Test
    void aLoopHandsItsVariablesFromRoundToRound() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('lp','again',"'times':5,'values':{'v':'start'}"), in('lp','b','begin'),
                in('lp','x','set',"'values':{'n':'next'}"), in('lp','as','assign',"'to':['lp','v'],'from':['x','n']"),
                in('lp','end','stop')""", "e('s','lp'), e('b','x'), e('x','as'), e('as','end')"));

        assertEquals(RunStatus.SUCCEEDED, probe.result().status());
        assertEquals(Value.of("next"), probe.value("lp", "v"));
        assertEquals(1, probe.log.stream().filter(line -> line.startsWith("#")).count());
    }

    @Test
    void stoppingReachesIntoTheInnermostBody() throws Exception {
        probe.start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['r','value'],'parallel':2"), in('it','b','begin'),
                in('it','lp','again',"'times':9,'values':{}"), in('lp','b2','begin'), in('lp','w','wait',"'gate':'g'")""",
                "e('s','l'), e('l','it'), e('b','lp'), e('b2','w')"));
        probe.reached("g");

        probe.run.stop("enough");

        assertEquals(RunStatus.STOPPED, probe.result().status());
        probe.gate("g.cancelled").get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(".stopped", probe.log.getLast());
        assertTrue(probe.log.contains("]it:stopped"));
    }

    @Test
    void bodiesWithinBodiesAreBounded() throws Exception {
        probe.limits = new RunLimits(100, Duration.ofMinutes(1), 1, 64, 1000, 1000);
        probe.start(graph(LIST + """
                n('it','each',"'over':['l','l'],'output':['r','value']"), in('it','b','begin'),
                in('it','lp','again',"'times':1,'values':{}"), in('lp','b2','begin')""",
                "e('s','l'), e('l','it'), e('b','lp')"));

        assertEquals("NestingLimitExceeded", probe.result().errorType());
    }
}
