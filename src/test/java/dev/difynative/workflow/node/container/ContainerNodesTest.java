package dev.difynative.workflow.node.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.value.Value;

/** Iteration and loop; how bodies are run is the engine's part. */
class ContainerNodesTest {
    private final IterationNode iteration = new IterationNode();
    private final LoopNode loop = new LoopNode(TestNodeContext.JSON);
    private final TestNodeContext context = TestNodeContext.of("iteration").with("v",
            "{'list':[1,2,3,4],'none':[],'text':'a','n':2}");

    /** A body that doubles its item, and fails for those given. */
    private void doubling(int... failing) {
        context.round = (index, inside) -> {
            for (int each : failing) {
                if (each == index) {
                    return Optional.of(NodeResult.failed("Broken", "no " + index));
                }
            }
            BigDecimal item = ((Value.Number) inside.read(Selector.of("me", "item")).orElseThrow()).value();
            inside.put("inner", Map.of("x", Value.of(item.multiply(BigDecimal.TWO))));
            return Optional.empty();
        };
    }

    private String iterate(String more) {
        return "{'iterator_selector':['v','list'],'output_selector':['inner','x']%s}".formatted(more);
    }

    @Test
    void theResultsKeepTheOrderOfTheList() {
        doubling();
        assertEquals("{\"output\":[2,4,6,8]}",
                context.outputs(iteration, iterate(",'is_parallel':true,'parallel_nums':3")).toString());
        assertEquals(4, context.begun);
    }

    @Test
    void anEmptyListGivesAnEmptyList() {
        assertEquals("{\"output\":[]}",
                context.outputs(iteration, "{'iterator_selector':['v','none'],'output_selector':['inner','x']}").toString());
        assertEquals("Variable v.text is not a list but string",
                context.fault(iteration, "{'iterator_selector':['v','text'],'output_selector':['inner','x']}"));
    }

    @Test
    void aFailedRoundEndsKeepsItsPlaceOrIsLeftOut() {
        doubling(1);
        assertEquals("Item 1: no 1", context.fault(iteration, iterate("")));
        assertEquals("{\"output\":[2,null,6,8]}",
                context.outputs(iteration, iterate(",'error_handle_mode':'continue-on-error'")).toString());
        assertEquals("{\"output\":[2,6,8]}",
                context.outputs(iteration, iterate(",'error_handle_mode':'remove-abnormal-output'")).toString());
    }

    @Test
    void listsOfRoundsBecomeOneListUnlessTheyShallNot() {
        context.round = (index, inside) -> {
            inside.put("inner", Map.of("x", Value.of(TestNodeContext.json("[%d,'a']".formatted(index)))));
            return Optional.empty();
        };
        assertEquals("{\"output\":[0,\"a\",1,\"a\",2,\"a\",3,\"a\"]}", context.outputs(iteration, iterate("")).toString());
        assertEquals("{\"output\":[[0,\"a\"],[1,\"a\"],[2,\"a\"],[3,\"a\"]]}",
                context.outputs(iteration, iterate(",'flatten_output':false")).toString());
    }

    /** A body that adds one to the loop's variable. */
    private void counting() {
        context.round = (index, inside) -> {
            BigDecimal now = ((Value.Number) inside.read(Selector.of("me", "count")).orElseThrow()).value();
            inside.assign(Selector.of("me", "count"), Value.of(now.add(BigDecimal.ONE)));
            inside.put("inner", Map.of("round", Value.of(index)));
            return Optional.empty();
        };
    }

    private static String count(String more) {
        return "{'loop_count':5,'loop_variables':[{'label':'count','var_type':'number','value_type':'variable','value':['v','n']}]%s}"
                .formatted(more);
    }

    private static String breakWhen(String selector, String operator, String value) {
        return ",'logical_operator':'or','break_conditions':[{'variable_selector':%s,'comparison_operator':'%s','value':'%s'}]"
                .formatted(selector, operator, value);
    }

    @Test
    void variablesGoFromRoundToRound() {
        counting();
        NodeResult.Succeeded done = assertInstanceOf(NodeResult.Succeeded.class, context.run(loop, count("")));
        assertEquals("{\"count\":7,\"loop_round\":5}", TestNodeContext.outputs(done).toString());
        assertEquals("loop_completed", done.metadata().get("completed_reason").asText());
        assertEquals("{\"0\":{\"count\":3},\"1\":{\"count\":4},\"2\":{\"count\":5},\"3\":{\"count\":6},\"4\":{\"count\":7}}",
                done.metadata().get("loop_variable_map").toString());
    }

    @Test
    void aConditionEndsTheLoopAfterARoundOrBeforeTheFirst() {
        counting();
        assertEquals("{\"count\":4,\"loop_round\":2}",
                context.outputs(loop, count(breakWhen("['me','count']", "≥", "4"))).toString());
        assertEquals("{\"count\":2,\"loop_round\":0}",
                context.outputs(loop, count(breakWhen("['me','count']", "=", "2"))).toString());
        assertEquals("{\"count\":5,\"loop_round\":3}",
                context.outputs(loop, count(breakWhen("['inner','round']", "=", "2"))).toString());
    }

    @Test
    void aNodeInsideCanEndTheLoop() {
        context.round = (index, inside) -> {
            if (index == 1) {
                inside.put("end", Map.of());
            }
            return Optional.empty();
        };
        NodeResult.Succeeded done = assertInstanceOf(NodeResult.Succeeded.class, context.run(loop, count("")));
        assertEquals("{\"count\":2,\"loop_round\":2}", TestNodeContext.outputs(done).toString());
        assertEquals("loop_break", done.metadata().get("completed_reason").asText());
    }

    @Test
    void aFailedRoundFailsTheLoopAndIsNamed() {
        context.round = (index, inside) -> index == 2 ? Optional.of(NodeResult.failed("Broken", "no")) : Optional.empty();
        assertEquals("Round 2: no", context.fault(loop, count("")));
    }

    @Test
    void constantsHaveTheirDeclaredType() {
        assertEquals("{\"s\":\"5\",\"n\":5,\"o\":{\"a\":1},\"l\":[\"x\"],\"loop_round\":1}", context.outputs(loop, """
                {'loop_count':1,'loop_variables':[{'label':'s','var_type':'string','value_type':'constant','value':'5'},
                 {'label':'n','var_type':'number','value_type':'constant','value':'5'},
                 {'label':'o','var_type':'object','value_type':'constant','value':{'a':1}},
                 {'label':'l','var_type':'array[string]','value_type':'constant','value':['x']}]}""").toString());
        assertTrue(context
                .fault(loop,
                        """
                {'loop_count':1,'loop_variables':[{'label':'o','var_type':'object','value_type':'constant','value':'{broken'}]}""")
                .contains("start value of 'o'"));
    }
}
