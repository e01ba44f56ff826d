package dev.difynative.workflow.node.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.value.ValueType;

class WebhookTriggerNodeTest {
    private final WebhookTriggerNode node = new WebhookTriggerNode();

    private WebhookTriggerNode.Config configure(String config) {
        return node.configure(NodeData.of(TestNodeContext.json(config)));
    }

    @Test
    void paramsHeadersAndBodyDeclareTheOutputs() {
        WebhookTriggerNode.Config config = configure("""
                {'method':'post','content_type':'application/json','params':[{'name':'page','type':'number','required':true}],
                 'headers':[{'name':'X-Request-Id','required':false}],
                 'body':[{'name':'order','type':'object'},{'name':'lines','type':'array[object]'}]}""");

        assertEquals(List.of("page", "X_Request_Id", "order", "lines", "_webhook_raw"),
                new ArrayList<>(node.outputs(config).keySet()));
        assertEquals(List.of(ValueType.NUMBER, ValueType.STRING, ValueType.OBJECT, ValueType.ARRAY_OBJECT, ValueType.OBJECT),
                new ArrayList<>(node.outputs(config).values()));
        assertEquals(NodeKind.ENTRY, node.kind());
    }

    @Test
    void aWebhookThatDeclaresNothingStillHasWhatWasSent() {
        assertEquals(List.of("_webhook_raw"), new ArrayList<>(node.outputs(configure("{}")).keySet()));
    }

    @Test
    void aFieldWithoutANameIsRefused() {
        assertEquals("body[1].name",
                assertThrows(ConfigFault.class, () -> configure("{'body':[{'name':'a'},{'type':'string'}]}")).field());
        assertEquals("params", assertThrows(ConfigFault.class, () -> configure("{'params':'page'}")).field());
    }
}
