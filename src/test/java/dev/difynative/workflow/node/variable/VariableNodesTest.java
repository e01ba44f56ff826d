package dev.difynative.workflow.node.variable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Aggregator, assigner and list operator. */
class VariableNodesTest {
    private final AggregatorNode aggregator = new AggregatorNode();
    private final AssignerNode assigner = new AssignerNode(TestNodeContext.JSON);
    private final ListOperatorNode lists = new ListOperatorNode();
    private final TestNodeContext context = TestNodeContext.of("x")
            .with("v", "{'text':'a','none':null,'number':5,'list':['x','y'],'object':{'k':1},'empty':[]}")
            .with("conversation", "{'text':'old','number':10,'list':['a'],'flag':false,'object':{},'numbers':[1]}");

    {
        context.declared.put("text", ValueType.STRING);
        context.declared.put("number", ValueType.NUMBER);
        context.declared.put("list", ValueType.ARRAY_STRING);
        context.declared.put("numbers", ValueType.ARRAY_NUMBER);
        context.declared.put("flag", ValueType.BOOLEAN);
        context.declared.put("object", ValueType.OBJECT);
    }

    @Test
    void theFirstVariableWithAValueIsTaken() {
        assertEquals("{\"output\":\"a\"}", context.outputs(aggregator,
                "{'output_type':'string','variables':[['skipped','x'],['v','none'],['v','text'],['v','number']]}").toString());
        assertEquals("{\"output\":null}", context.outputs(aggregator, "{'variables':[['skipped','x']]}").toString());
    }

    @Test
    void groupsAreAggregatedEachOnItsOwn() { assertEquals("{\"one\":{\"output\":5},\"two\":{\"output\":\"a\"}}",
            context.outputs(aggregator, """
                {'output_type':'string','variables':[],'advanced_settings':{'group_enabled':true,'groups':[
                 {'group_name':'one','groupId':'1','output_type':'number','variables':[['v','none'],['v','number']]},
                 {'group_name':'two','groupId':'2','output_type':'string','variables':[['v','text']]}]}}""").toString()); }

    private String assigned(String name) {
        return context.pool.read(Selector.of("conversation", name)).orElseThrow().toJson().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"text|over-write|text|\"\"\"a\"\"\"",
            "list|append|text|[\"\"a\"\",\"\"a\"\"]",
            "number|clear|number|0", "list|clear|list|[]", "text|clear|text|\"\"\"\"\"\""})
    void theFirstVersionSetsOneVariable(String name, String mode, String input, String expected) {
        context.outputs(assigner,
                "{'assigned_variable_selector':['conversation','%s'],'write_mode':'%s','input_variable_selector':['v','%s']}"
                        .formatted(name, mode, input));
        assertEquals(expected.replace("\"\"", "\""), assigned(name).replace("\"\"", "\""));
    }

    private void assign(String name, String operation, String type, String value) {
        context.outputs(assigner,
                "{'version':'2','items':[{'variable_selector':['conversation','%s'],'operation':'%s','input_type':'%s','value':%s}]}"
                        .formatted(name, operation, type, value));
    }

    @Test
    void theSecondVersionKnowsAllOperations() {
        assign("number", "+=", "constant", "5");
        assign("number", "-=", "variable", "['v','number']");
        assign("number", "*=", "constant", "'3'");
        assign("number", "/=", "constant", "4");
        assertEquals("7.5", assigned("number"));
        assign("number", "/=", "constant", "0.75");
        assertEquals("10", assigned("number"));
        assign("list", "extend", "variable", "['v','list']");
        assign("list", "append", "constant", "'z'");
        assign("list", "remove-first", "variable", "null");
        assign("list", "remove-last", "variable", "null");
        assertEquals("[\"x\",\"y\"]", assigned("list"));
        assign("flag", "set", "constant", "true");
        assertEquals("true", assigned("flag"));
        assign("object", "set", "constant", "'{}'");
        assign("object", "over-write", "variable", "['v','object']");
        assertEquals("{\"k\":1}", assigned("object"));
        assign("text", "clear", "variable", "null");
        assertEquals("\"\"", assigned("text"));
    }

    @Test
    void severalItemsSeeEachOthersEffect() {
        assertEquals("{\"number\":22}", context.outputs(assigner, """
                {'items':[{'variable_selector':['conversation','number'],'operation':'+=','input_type':'constant','value':1},
                 {'variable_selector':['conversation','number'],'operation':'*=','input_type':'constant','value':2}]}""")
                .toString());
        assertEquals(Value.of(22), context.pool.read(Selector.of("conversation", "number")).orElseThrow());
    }

    private String fault(String name, String operation, String value) {
        return context.fault(assigner,
                "{'items':[{'variable_selector':['conversation','%s'],'operation':'%s','input_type':'constant','value':%s}]}"
                        .formatted(name, operation, value));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals("'conversation.number' cannot be divided by zero", fault("number", "/=", "0"));
        assertEquals("'conversation.number' takes number, not string", fault("number", "over-write", "'a'"));
        assertEquals("'conversation.numbers' takes number, not string", fault("numbers", "append", "'a'"));
        assertEquals("'conversation.text' is not a list but string", fault("text", "append", "'a'"));
        assertEquals("Variable conversation.missing not found", fault("missing", "set", "'a'"));
        assertEquals("'v.text' cannot be set: only conversation variables and variables of a loop can", context.fault(assigner,
                "{'items':[{'variable_selector':['v','text'],'operation':'set','input_type':'constant','value':'b'}]}"));
    }

    private String list(String values, String config) {
        context.with("l", "{'x':%s}".formatted(values));
        return context.outputs(lists, "{'variable':['l','x'],%s}".formatted(config)).toString();
    }

    @Test
    void listsAreFilteredSortedAndCut() {
        assertEquals("{\"result\":[9,7],\"first_record\":9,\"last_record\":7}", list("[3,9,1,7]",
                """
                'filter_by':{'enabled':true,'conditions':[{'key':'','comparison_operator':'>','value':'2'}]},
                'order_by':{'enabled':true,'key':'','value':'desc'},'limit':{'enabled':true,'size':2},'extract_by':{'enabled':false}"""));
        assertEquals("{\"result\":[\"b\"],\"first_record\":\"b\",\"last_record\":\"b\"}",
                list("['a','b','c']", "'extract_by':{'enabled':true,'serial':'2'}"));
        assertEquals("{\"result\":[],\"first_record\":null,\"last_record\":null}",
                list("[]", "'extract_by':{'enabled':true,'serial':'1'}"));
        assertEquals("{\"result\":[true],\"first_record\":true,\"last_record\":true}", list("[true,false]",
                "'filter_by':{'enabled':true,'conditions':[{'key':'','comparison_operator':'is','value':'true'}]}"));
    }

    @Test
    void filesAreFilteredAndSortedByTheirAttributes() {
        String file = "{'dify_model_identity':'__dify__file__','type':'%s','filename':'%s','extension':'%s','size':%d}";
        String files = "[" + file.formatted("image", "b.png", ".png", 9) + "," + file.formatted("document", "c.pdf", ".pdf", 5)
                + ","
                + file.formatted("image", "a.png", ".png", 7) + "]";
        context.with("l", "{'x':%s}".formatted(files));
        assertEquals("[\"a.png\", \"b.png\"]", context.outputs(lists, """
                {'variable':['l','x'],'filter_by':{'enabled':true,'conditions':[{'key':'type','comparison_operator':'in','value':['image']}]},
                 'order_by':{'enabled':true,'key':'size','value':'asc'}}""").path("result").findValues("filename").toString());
    }

    @Test
    void anItemThatIsNotThereIsAFault() {
        context.with("l", "{'x':['a'],'t':'text'}");
        assertEquals("There is no item number 3 in a list of 1",
                context.fault(lists, "{'variable':['l','x'],'extract_by':{'enabled':true,'serial':'3'}}"));
        assertEquals("Variable l.t is not a list but string", context.fault(lists, "{'variable':['l','t']}"));
    }
}
