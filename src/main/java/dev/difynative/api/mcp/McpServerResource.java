package dev.difynative.api.mcp;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.difynative.appserver.McpAnswers;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Apps as servers of the Model Context Protocol, by its streamable HTTP transport, without sessions. */
@Path("/mcp/server/{code}/mcp")
@RunOnVirtualThread
class McpServerResource {
    private final McpAnswers answers;

    McpServerResource(McpAnswers answers) { this.answers = answers; }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response message(@PathParam("code") String code, String message) {
        McpAnswers.Answer answer = answers.answer(code, message);
        Response.ResponseBuilder response = Response.status(answer.status());
        return answer.body() == null
                ? response.build()
                : response.entity(answer.body()).type(MediaType.APPLICATION_JSON).build();
    }

    /** There is nothing that the server says without being asked. */
    @GET
    public Response listen() { return Response.status(405).header("Allow", "POST").build(); }

    @DELETE
    public Response endSession() { return Response.status(405).header("Allow", "POST").build(); }
}
