package dev.difynative.api.files;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import dev.difynative.workflow.history.RunExports;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Gives out the archive of a run that a signed link opens. */
@Path("/files/workflow-runs/{run}/archive")
@RunOnVirtualThread
class RunExportResource {
    private final RunExports exports;

    RunExportResource(RunExports exports) { this.exports = exports; }

    @GET
    public Response download(@PathParam("run") String run, @QueryParam("sign") String sign) {
        RunExports.Opened opened = exports.open(run, sign);
        StreamingOutput content = output -> exports.write(opened, output);
        return Response.ok(content, "application/zip").header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + opened.runId() + ".zip\"").build();
    }
}
