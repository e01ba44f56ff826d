package dev.difynative.workflow.run;

import dev.difynative.platform.tracing.Traces;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.node.RunScope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

/** A run in a trace, until its end or its pause is stored; below the request that has begun it, if there is one. */
final class RunSpan {
    private RunSpan() {}

    /** Does the work on a thread of its own. */
    static void start(LiveRun run, Runnable work) {
        if (!Traces.areOn()) {
            Traces.onVirtualThread(work);
            return;
        }
        RunScope scope = run.identity().scope();
        Span span = Traces.begin("workflow", SpanKind.INTERNAL);
        span.setAttribute("dify.workflow_run.id", scope.runId().toString());
        span.setAttribute("dify.app.id", scope.appId().toString());
        span.setAttribute("dify.tenant.id", scope.tenantId().toString());
        run.finished().whenComplete((done, fault) -> {
            if (fault == null) {
                span.setAttribute("dify.workflow_run.status", done.result().status().wire());
            }
            if (fault != null || done.result().status() == RunStatus.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        });
        Traces.within(span, () -> {
            Traces.onVirtualThread(work);
            return null;
        });
    }
}
