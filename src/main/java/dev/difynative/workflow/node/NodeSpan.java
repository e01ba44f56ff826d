package dev.difynative.workflow.node;

import java.util.function.Supplier;

import dev.difynative.platform.tracing.Traces;
import dev.difynative.workflow.graph.Node;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.semconv.ErrorAttributes;

/**
 * An execution of a node in a trace, with all of its attempts; what it calls and what runs in its body is below it. It tells the type
 * of the node, of which the engine knows nothing.
 */
public final class NodeSpan {
    private NodeSpan() {}

    public static NodeResult around(Node node, Supplier<NodeResult> attempts) {
        if (!Traces.areOn()) {
            return attempts.get();
        }
        Span span = Traces.begin("node " + node.type(), SpanKind.INTERNAL);
        span.setAttribute("dify.node.id", node.id());
        span.setAttribute("dify.node.type", node.type());
        try {
            NodeResult result = Traces.within(span, attempts);
            if (result instanceof NodeResult.Failed failed) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(ErrorAttributes.ERROR_TYPE, failed.type());
            }
            return result;
        } finally {
            span.end();
        }
    }
}
