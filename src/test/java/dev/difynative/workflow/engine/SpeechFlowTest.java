package dev.difynative.workflow.engine;

import static dev.difynative.workflow.engine.GraphRunTest.graph;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.VariablePool;

class SpeechFlowTest {
    private final Probe probe = new Probe();

    @Test
    void piecesAreSaidAsTheyComeAndTheRestWhenTheNodeIsDone() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('m','stream',"'pieces':['He','@g','llo']"), n('a','speak',"'text':'> {{#m.text#}} <'")""",
                "e('s','m'), e('m','a')"));
        probe.reached("@g");
        assertEquals("> He", said());
        probe.gate("@g").complete("");

        probe.result();
        assertEquals("> Hello <", said());
        assertEquals(List.of("+s", "\"> \"", "-s:succeeded", "+m", "\"He\"", "\"llo\"", "\" <\"", "-m:succeeded", "+a",
                "-a:succeeded", ".succeeded"), probe.log);
        assertEquals("> Hello <", probe.result().outputs().get("answer").text());
    }

    @Test
    void parallelBranchesSpeakInTheOrderOfTheTemplate() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('x','stream',"'pieces':['x1','@x','x2']"), n('y','stream',"'pieces':['y1','y2']"),
                n('a','speak',"'text':'[{{#x.text#}}|{{#y.text#}}]'")""",
                "e('s','x'), e('s','y'), e('x','a'), e('y','a')"));
        probe.reached("@x");
        Eventually.isTrue("y is done", () -> probe.log.contains("-y:succeeded"));
        assertEquals("[x1", said());
        probe.gate("@x").complete("");

        probe.result();
        assertEquals("[x1x2|y1y2]", said());
    }

    @Test
    void aBranchSpeaksOnlyOnceItIsTaken() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('w','wait'), n('i','branch',"'handle':'yes'"), n('y','speak',"'text':'yes'"),
                n('no','speak',"'text':'no'")""",
                "e('s','w'), e('w','i'), h('i','yes','y'), h('i','no','no')"));
        probe.reached("w");
        assertEquals("", said());
        probe.gate("w").complete("");

        probe.result();
        assertEquals("yes", said());
    }

    @Test
    void aLaterAnswerWaitsForAnEarlierOne() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('w','wait'), n('one','speak',"'text':'1 {{#w.text#}} '"), n('two','speak',"'text':'2'")""",
                "e('s','w'), e('w','one'), e('one','two')"));
        probe.reached("w");
        assertEquals("1 ", said());
        probe.gate("w").complete("done");

        probe.result();
        assertEquals("1 done 2", said());
    }

    @Test
    void answersOfParallelBranchesAreNotMixed() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('x','stream',"'pieces':['@x','x1','@z','x2']"), n('y','stream',"'pieces':['y1','@y','y2']"),
                n('ax','speak',"'text':'{{#x.text#}}'"), n('ay','speak',"'text':'{{#y.text#}}'")""",
                "e('s','x'), e('s','y'), e('x','ax'), e('y','ay')"));
        probe.reached("@x");
        probe.reached("@y");
        assertEquals("y1", said());
        probe.gate("@x").complete("");
        probe.reached("@z");
        assertEquals("y1", said());
        probe.gate("@z").complete("");
        Eventually.isTrue("ax is done", () -> probe.log.contains("-ax:succeeded"));
        probe.gate("@y").complete("");

        probe.result();
        assertEquals("y1y2x1x2", said());
    }

    @Test
    void aConversationVariableIsSaidAsItIsWhenItsTurnComes() throws Exception {
        VariablePool pool = new VariablePool();
        pool.put("conversation", java.util.Map.of("v", Value.of("old")));
        probe.start(Probe.program(probe, graph("""
                n('s','begin'), n('x','set',"'values':{'n':'new'}"), n('as','assign',"'to':['conversation','v'],'from':['x','n']"),
                n('a','speak',"'text':'it is {{#conversation.v#}}'")""", "e('s','x'), e('x','as'), e('as','a')")), pool);

        probe.result();
        assertEquals("it is new", said());
        assertTrue(probe.run.assigned().toString().contains("conversation.v"));
    }

    @Test
    void roundsSideBySideSpeakInTheOrderOfTheList() throws Exception {
        probe.start(graph("""
                n('s','begin'), n('l','set',"'values':{'l':['a','b']}"),
                n('it','each',"'over':['l','l'],'output':['m','text'],'parallel':2"),
                in('it','b','begin'), in('it','m','wait',"'gate':'g'"), in('it','sp','speak',"'text':'{{#it.item#}}{{#m.text#}} '"),
                n('a','speak',"'text':'end'")""",
                "e('s','l'), e('l','it'), e('b','m'), e('m','sp'), e('it','a')"));
        probe.reached("g");
        probe.gate("g").complete("!");

        probe.result();
        assertEquals("a! b! end", said());
    }

    private String said() { return probe.said.toString(); }
}
