package dev.difynative.api.console.tools;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import dev.difynative.api.console.Anonymous;
import dev.difynative.platform.error.CommonError;
import dev.difynative.tools.mcp.McpProviders;
import dev.difynative.workspace.WorkspaceConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Where a server of the Model Context Protocol sends a person's browser after the consent. The browser has no token of the
 * console with it: the sealed {@code state} says whose consent it is.
 */
@Path("/console/api/mcp/oauth/callback")
@RunOnVirtualThread
class ConsoleMcpCallbackResource {
    private final McpProviders providers;
    private final WorkspaceConfig config;

    ConsoleMcpCallbackResource(McpProviders providers, WorkspaceConfig config) {
        this.providers = providers;
        this.config = config;
    }

    /** This call, as it is called from outside. */
    static String address(UriInfo called) {
        return called.getBaseUri().resolve("/console/api/mcp/oauth/callback").toString();
    }

    @GET
    @Anonymous
    @Produces(MediaType.TEXT_PLAIN)
    public Response consented(@QueryParam("state") String state, @QueryParam("code") String code,
            @QueryParam("error") String error, @QueryParam("error_description") String description) {
        if (error != null) {
            throw CommonError.ACCESS_DENIED.because("The server was not authorized: %s",
                    description == null ? error : description);
        }
        providers.authorized(state, code);
        return config.consoleUrl()
                .map(console -> Response.status(Response.Status.FOUND)
                        .location(URI.create(console.replaceFirst("/+$", "") + "/oauth-callback")).build())
                .orElseGet(() -> Response.ok("The server is authorized; this window can be closed.").build());
    }
}
