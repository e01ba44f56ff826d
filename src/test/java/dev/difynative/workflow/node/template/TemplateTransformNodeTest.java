package dev.difynative.workflow.node.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Configs;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.TestNodeContext;

class TemplateTransformNodeTest {
    private final TemplateTransformNode node = new TemplateTransformNode(Configs.of(TemplateConfig.class, Map.of()));
    private final TestNodeContext context = TestNodeContext.of("template-transform").with("v",
            "{'name':'Ann','items':[{'t':'a','n':1},{'t':'b','n':2.5}],'none':null,'flag':true}");

    private String output(String template) { return context.outputs(node, config(template)).path("output").asText(); }

    private static String config(String template) {
        return "{'template':'" + template + "','variables':[{'variable':'name','value_selector':['v','name']},"
                + "{'variable':'items','value_selector':['v','items']},{'variable':'none','value_selector':['v','none']},"
                + "{'variable':'flag','value_selector':['v','flag']}]}";
    }

    @Test
    void variablesFillTheTemplate() {
        assertEquals("Hello ANN! a=1;b=2.5; True",
                output("Hello {{ name|upper }}! {% for i in items %}{{ i.t }}={{ i.n }};{% endfor %} {{ flag }}"));
        assertEquals("[Ann] [None]", output("[{{ unknown or name }}] [{{ none }}]"));
        assertEquals("", output(""));
    }

    @Test
    void whatFailsSaysWhy() {
        assertTrue(context.fault(node, config("{{ name.nothing.more }}")).length() > 0);
        assertTrue(context.fault(node, config("{% for i in range(99999) %}xxxxxxxxxx{% endfor %}")).length() > 0);
        assertEquals("template", assertThrows(ConfigFault.class, () -> context.run(node, config("{% if %}"))).field());
    }

    @Test
    void aTemplateSeesNothingButItsVariables() {
        assertTrue(context.fault(node, config("{{ name.__class__.__mro__ }}")).length() > 0);
        assertEquals("", output("{{ request }}{{ config }}"));
    }
}
