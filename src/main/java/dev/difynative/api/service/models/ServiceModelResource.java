package dev.difynative.api.service.models;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.difynative.api.models.ModelTypes;
import dev.difynative.api.models.ProviderWithModels;
import dev.difynative.api.service.DatasetCaller;
import dev.difynative.models.credentials.ProviderListing;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The models that a workspace can use, for programs that make datasets. */
@Path("/api/workspaces/current/models/model-types/{type}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ServiceModelResource {
    private final ProviderListing listing;
    private final DatasetCaller caller;

    @RegisterForReflection
    record Usable(List<ProviderWithModels> data) {}

    ServiceModelResource(ProviderListing listing, DatasetCaller caller) {
        this.listing = listing;
        this.caller = caller;
    }

    @GET
    public Usable ofType(@PathParam("type") String type) {
        UUID tenantId = caller.viewer().tenantId();
        return new Usable(listing.usable(tenantId, ModelTypes.required(type)).stream()
                .map(provider -> ProviderWithModels.of(tenantId, provider)).toList());
    }
}
