package dev.difynative.api.console.models;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import dev.difynative.api.console.Anonymous;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.models.ModelTypes;
import dev.difynative.api.models.ProviderWithModels;
import dev.difynative.models.catalogue.IconTile;
import dev.difynative.models.credentials.ProviderCredentials;
import dev.difynative.models.credentials.ProviderCredentials.CredentialRef;
import dev.difynative.models.credentials.ProviderListing;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The providers that a workspace can configure. */
@Path("/console/api/workspaces")
@Requires(Role.NORMAL)
@RunOnVirtualThread
public class ConsoleModelProviderResource {
    /** A bare id or a long one of three parts; their slashes may come encoded. */
    static final String PROVIDER = "{provider:(?:[^/]+/[^/]+/)?[^/]+}";

    private final ProviderListing listing;
    private final ProviderCredentials credentials;
    private final ConsoleCaller caller;

    ConsoleModelProviderResource(ProviderListing listing, ProviderCredentials credentials, ConsoleCaller caller) {
        this.listing = listing;
        this.credentials = credentials;
        this.caller = caller;
    }

    @GET
    @Path("/current/model-providers")
    public Listing<ModelProviderDetail> list(@QueryParam("model_type") String modelType) {
        UUID tenantId = caller.tenantId();
        Map<String, List<CredentialRef>> stored = credentials.list(tenantId);
        return new Listing<>(listing.all(tenantId, ModelTypes.optional(modelType)).stream()
                .map(provider -> ModelProviderDetail.of(tenantId, provider, stored.getOrDefault(provider.spec().id(), List.of())))
                .toList());
    }

    @GET
    @Path("/current/models/model-types/{type}")
    public Listing<ProviderWithModels> ofType(@PathParam("type") String type) {
        UUID tenantId = caller.tenantId();
        return new Listing<>(listing.usable(tenantId, ModelTypes.required(type)).stream()
                .map(provider -> ProviderWithModels.of(tenantId, provider))
                .toList());
    }

    @GET
    @Anonymous
    @Produces("image/svg+xml")
    @Path("/{tenant}/model-providers/" + PROVIDER + "/{kind:icon_small|icon_small_dark|icon_large}/{language}")
    public Response icon(@PathParam("tenant") String tenant, @PathParam("provider") String provider,
            @PathParam("kind") String kind) {
        return Response.ok(IconTile.svg(listing.spec(Ids.tryParse(tenant).orElse(null), provider), kind.equals("icon_large")))
                .header("Cache-Control", "public, max-age=86400")
                .build();
    }
}
