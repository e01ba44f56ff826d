package dev.difynative.api.console.tools;

import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import dev.difynative.api.Done;
import dev.difynative.api.console.Anonymous;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.tools.builtin.BuiltinShelf;
import dev.difynative.tools.builtin.BuiltinShelf.CredentialInfo;
import dev.difynative.tools.builtin.BuiltinShelf.CredentialView;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.catalogue.ToolView;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The tools that the service has itself, and the credentials that a workspace gives them. */
@Path("/console/api/workspaces/current/tool-provider/builtin/" + ConsoleBuiltinToolResource.PROVIDER)
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleBuiltinToolResource {
    /** A bare id, or a long one of three parts, which is told from a bare one by what comes after it. */
    static final String PROVIDER = "{provider:(?:[^/]+/[^/]+/(?=[^/]+/(?:tools|info|icon|credential|add|update|delete|default-)))?[^/]+}";

    private final BuiltinShelf shelf;
    private final ConsoleCaller caller;

    ConsoleBuiltinToolResource(BuiltinShelf shelf, ConsoleCaller caller) {
        this.shelf = shelf;
        this.caller = caller;
    }

    record SaveCredential(String credentialId, String name, Map<String, Object> credentials) {}

    record ChosenCredential(String credentialId, String id) {
        String either() { return credentialId == null ? id : credentialId; }
    }

    @GET
    @Path("/tools")
    public List<ToolView> tools(@PathParam("provider") String provider) { return shelf.tools(provider); }

    @GET
    @Path("/info")
    public ProviderView info(@PathParam("provider") String provider) { return shelf.info(caller.tenantId(), provider); }

    /** Open to all, because the address of an icon is all that clients of an app are told ({@code /meta}). */
    @GET
    @Anonymous
    @Path("/icon")
    @Produces("image/svg+xml")
    public Response icon(@PathParam("provider") String provider) {
        return Response.ok(shelf.icon(provider)).header("Cache-Control", "private, max-age=86400").build();
    }

    @GET
    @Path("/credentials_schema")
    public List<CredentialField> form(@PathParam("provider") String provider) { return shelf.form(provider); }

    @GET
    @Path("/credential/schema/{type}")
    public List<CredentialField> formOfType(@PathParam("provider") String provider, @PathParam("type") String type) {
        return shelf.form(provider);
    }

    @GET
    @Path("/credential/info")
    @Requires(Role.ADMIN)
    public CredentialInfo credentialInfo(@PathParam("provider") String provider) {
        return shelf.credentialInfo(caller.tenantId(), provider);
    }

    @GET
    @Path("/credentials")
    @Requires(Role.ADMIN)
    public List<CredentialView> credentials(@PathParam("provider") String provider) {
        return shelf.credentials(caller.tenantId(), provider);
    }

    @POST
    @Path("/add")
    @Requires(Role.ADMIN)
    public Done add(@PathParam("provider") String provider, @NotNull SaveCredential body) {
        shelf.add(caller.tenantId(), provider, body.name(), body.credentials());
        return Done.SUCCESS;
    }

    @POST
    @Path("/update")
    @Requires(Role.ADMIN)
    public Done update(@PathParam("provider") String provider, @NotNull SaveCredential body) {
        shelf.update(caller.tenantId(), provider, body.credentialId(), body.name(), body.credentials());
        return Done.SUCCESS;
    }

    @POST
    @Path("/delete")
    @Requires(Role.ADMIN)
    public Done delete(@PathParam("provider") String provider, @NotNull ChosenCredential body) {
        shelf.delete(caller.tenantId(), provider, body.either());
        return Done.SUCCESS;
    }

    @POST
    @Path("/default-credential")
    @Requires(Role.ADMIN)
    public Done prefer(@PathParam("provider") String provider, @NotNull ChosenCredential body) {
        shelf.prefer(caller.tenantId(), provider, body.either());
        return Done.SUCCESS;
    }
}
