package dev.difynative.workflow.node.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.ToolSource;
import dev.difynative.workflow.node.TestNodeContext;

class ToolNodeTest {
    /** Says what it was called with. */
    private record Echo() implements Tool, ToolSource {
        @Override
        public Optional<Tool> find(UUID tenantId, ToolKey key) {
            return new ToolKey(key.type(), key.provider(), key.name()).equals(new ToolKey("builtin", "echo", "say"))
                    && (key.credential() == null || key.credential().equals("second"))
                    && tenantId.equals(TestNodeContext.TENANT)
                            ? Optional.of(this)
                            : Optional.empty();
        }

        @Override
        public String name() { return "say"; }

        @Override
        public String label() { return "Say"; }

        @Override
        public String description() { return ""; }

        @Override
        public Map<String, Object> schema() { return Map.of(); }

        @Override
        public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) {
            if (arguments.containsKey("fail")) {
                throw new ToolFailure("no");
            }
            return ToolResult.of(new java.util.TreeMap<>(arguments).toString(), TestNodeContext.json("{'a':1}"));
        }
    }

    private final ToolNode node = new ToolNode(new ToolDirectory(List.of(new Echo())), null);
    private final TestNodeContext context = TestNodeContext.of("tool").with("v", "{'name':'Ann','list':[1,2]}");

    private static String config(String name, String parameters) {
        return "{'provider_type':'builtin','provider_id':'echo','tool_name':'%s','tool_configurations':{'old':'x','none':null,'new':{'type':'constant','value':1}},'tool_parameters':{%s}}"
                .formatted(name, parameters);
    }

    @Test
    void argumentsAreTextsVariablesAndConstants() {
        assertEquals("{\"text\":\"{a=Hi Ann, b=[1, 2], c=true, new=1, old=x}\",\"files\":[],\"json\":[{\"a\":1}]}", context
                .outputs(node,
                        config("say",
                                "'a':{'type':'mixed','value':'Hi {{#v.name#}}'},'b':{'type':'variable','value':['v','list']},'c':{'type':'constant','value':true}"))
                .toString());
    }

    @Test
    void itUsesTheCredentialThatItsAuthorHasChosen() {
        String chosen = config("say", "").replace("'tool_name'", "'credential_id':'%s','tool_name'");
        assertEquals("{new=1, old=x}", context.outputs(node, chosen.formatted("second")).path("text").asText());
        assertTrue(context.fault(node, chosen.formatted("third")).contains("is not installed"));
    }

    @Test
    void aToolThatIsMissingOrFailsFailsTheNodeWithItsName() {
        assertEquals("The tool 'sing' of 'echo' (builtin) is not installed in this service",
                context.fault(node, config("sing", "")));
        assertEquals("no", context.fault(node, config("say", "'fail':{'type':'constant','value':1}")));
    }
}
