package dev.difynative.api.service.workflow;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.difynative.files.AttachedFile;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workflow.run.WorkflowCalls;
import dev.difynative.workflow.run.background.AsyncRuns;

/** The body of a call that runs a workflow; {@code callbackUrl} is told of the end of an asynchronous run. */
public record RunWorkflow(Map<String, Object> inputs, ResponseMode responseMode, String user, List<AttachedFile> files,
        String callbackUrl) {

    /** How the result is sent. */
    public enum ResponseMode {
        @JsonProperty("blocking")
        BLOCKING, @JsonProperty("streaming")
        STREAMING, @JsonProperty("async")
        ASYNC
    }

    ResponseMode mode() { return responseMode == null ? ResponseMode.BLOCKING : responseMode; }

    WorkflowCalls.RunInput input() {
        if (inputs == null) {
            throw Parameters.missing("inputs");
        }
        return new WorkflowCalls.RunInput(inputs, files == null ? List.of() : files, user);
    }

    /** Who is to be told of the end; what he is told is signed with the key of the call. */
    AsyncRuns.Callback callback(String key) {
        return callbackUrl == null || callbackUrl.isEmpty() ? null : new AsyncRuns.Callback(callbackUrl, key);
    }
}
