package dev.difynative.workflow.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types of nodes that other systems run: they import and show, and fail with their name when they are run. */
class UnknownNodeTest {
    private final NodeExecutors executors = new NodeExecutors(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"trigger-plugin", "datasource", "knowledge-index", "datasource-empty", "of-tomorrow"})
    void aTypeThatIsNotKnownFailsWithItsName(String type) {
        assertEquals("Nodes of the type '" + type + "' cannot be run by this version",
                TestNodeContext.of(type).fault(executors.of(type), "{'plugin_id':'x','anything':[1,{'else':null}]}"));
    }
}
