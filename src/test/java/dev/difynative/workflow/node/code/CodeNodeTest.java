package dev.difynative.workflow.node.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Configs;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.value.ValueType;

/** The code node with the sandbox that is in this process; what results may be is tried with Python as well elsewhere. */
class CodeNodeTest {
    private final CodeNode node = new CodeNode(CodeSandboxes.with(Map.of()),
            Configs.of(CodeConfig.class, Map.of("dify.code.timeout", "60s")));
    private final TestNodeContext context = TestNodeContext.of("code").with("v", "{'name':'Ann','items':[1,2,3]}");

    private static String config(String code, String outputs) {
        return "{'code_language':'javascript','code':'%s','variables':[{'variable':'name','value_selector':['v','name']},"
                .formatted(code) + "{'variable':'items','value_selector':['v','items']}],'outputs':{" + outputs + "}}";
    }

    @Test
    void inputsAreReadAndDeclaredOutputsComeBack() {
        assertEquals("{\"text\":\"Ann\",\"sum\":6,\"deep\":{\"list\":[\"a\"]},\"ok\":true}", context.outputs(node, config(
                "function main({name, items}) { return {text: name, sum: items.reduce((a, b) => a + b), deep: {list: [`a`]}, ok: true} }",
                "'text':{'type':'string'},'sum':{'type':'number'},'deep':{'type':'object','children':{'list':{'type':'array[string]'}}},'ok':{'type':'boolean'}"))
                .toString());
    }

    @Test
    void aResultThatIsNotAsDeclaredFailsTheNode() {
        assertTrue(context.fault(node, config("function main() { return {} }", "'text':{'type':'string'}")).contains("text"));
        assertTrue(
                context.fault(node, config("function main() { return {text: 1} }", "'text':{'type':'string'}")).contains("text"));
        assertTrue(context.fault(node, config("function main() { return {n: `1`} }", "'n':{'type':'number'}")).contains("n"));
        assertTrue(
                context.fault(node, config("function main() { return {l: [1]} }", "'l':{'type':'array[string]'}")).contains("l"));
    }

    @Test
    void resultsHaveTheirLimits() {
        assertTrue(context.fault(node, config("function main() { return {t: `x`.repeat(400001)} }", "'t':{'type':'string'}"))
                .contains("400000"));
        assertTrue(
                context.fault(node, config("function main() { return {l: Array(31).fill(`x`)} }", "'l':{'type':'array[string]'}"))
                        .contains("30"));
        assertTrue(
                context.fault(node, config("function main() { return {l: Array(1001).fill(1)} }", "'l':{'type':'array[number]'}"))
                        .contains("1000"));
        assertTrue(
                context.fault(node, config("function main() { return {l: Array(31).fill({})} }", "'l':{'type':'array[object]'}"))
                        .contains("30"));
        assertTrue(
                context.fault(node, config("function main() { return {o: {a:{b:{c:{d:{e:{f:1}}}}}}} }", "'o':{'type':'object'}"))
                        .contains("5"));
    }

    @Test
    void whatCannotBeRunIsRefusedByItsField() {
        assertEquals("code_language", fault("{'code_language':'cobol','code':'x'}"));
        assertEquals("code", fault("{'code_language':'python3'}"));
        assertEquals("outputs.x", fault("{'code':'x','outputs':{'x':{'type':'tree'}}}"));
        assertEquals(Map.of("x", ValueType.ARRAY_NUMBER), node.outputs(
                node.configure(NodeData.of(TestNodeContext.json("{'code':'x','outputs':{'x':{'type':'array[number]'}}}")))));
    }

    private String fault(String config) {
        return assertThrows(ConfigFault.class, () -> node.configure(NodeData.of(TestNodeContext.json(config)))).field();
    }
}
