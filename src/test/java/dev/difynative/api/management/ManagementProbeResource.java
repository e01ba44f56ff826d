package dev.difynative.api.management;

import java.sql.DriverManager;
import java.sql.SQLException;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import dev.difynative.api.console.Anonymous;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** An endpoint of the management surface that fails as any of them may. */
@Path("/api/management/probe")
@Anonymous
@RunOnVirtualThread
public class ManagementProbeResource {

    /** A body with a rule. */
    public record Probe(String name, Integer size) {}

    @POST
    @Operation(hidden = true)
    public Probe take(@NotNull Probe body) {
        Parameters.required("name", body.name());
        return body;
    }

    @GET
    @Path("/unauthorized")
    @Operation(hidden = true)
    public Probe unauthorized() { throw CommonError.UNAUTHORIZED.because("Access token is missing or invalid"); }

    @GET
    @Path("/forbidden")
    @Operation(hidden = true)
    public Probe forbidden() { throw CommonError.ACCESS_DENIED.because("This needs the role 'admin' or above"); }

    @GET
    @Path("/limited")
    @Operation(hidden = true)
    public Probe limited() {
        throw CommonError.RATE_LIMIT_EXCEEDED.because("Rate limit exceeded: try again in 7 s").withRetryAfter(7);
    }

    @GET
    @Path("/unexpected")
    @Operation(hidden = true)
    public Probe unexpected() { throw new IllegalStateException("nobody's business"); }

    /** Asks a database that is not there. */
    @GET
    @Path("/database-gone")
    @Operation(hidden = true)
    public Probe databaseGone() throws SQLException {
        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/nowhere", "nobody", "").close();
        return null;
    }
}
