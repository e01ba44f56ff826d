package dev.difynative.api.management.models;

import java.util.List;
import java.util.Map;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.models.ModelType;
import dev.difynative.models.credentials.ProviderCredentials;
import dev.difynative.models.credentials.ProviderListing;
import dev.difynative.models.credentials.ProviderListing.ListedProvider;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The models that the workspace can use, and the providers it can configure. */
@Path("/api/management")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ManagementModelResource {
    /** A bare id or a long one of three parts; their slashes may come encoded. */
    private static final String PROVIDER = "{name:(?:[^/]+/[^/]+/)?[^/]+}";
    private static final String ACTIVE = "active";

    private final ProviderListing listing;
    private final ProviderCredentials credentials;
    private final ManagementCaller caller;

    ManagementModelResource(ProviderListing listing, ProviderCredentials credentials, ManagementCaller caller) {
        this.listing = listing;
        this.credentials = credentials;
        this.caller = caller;
    }

    /** A provider of the catalogue. */
    @RegisterForReflection
    public record ManagedProvider(String provider, String providerName, boolean isConfigured,
            List<ModelType> supportedModelTypes) {

        static ManagedProvider of(ListedProvider provider) {
            return new ManagedProvider(provider.spec().id(), provider.spec().label().english(), provider.active(),
                    provider.spec().supportedModelTypes());
        }
    }

    record SetCredentials(Map<String, Object> credentials) {}

    @GET
    @Path("/models")
    public Listing<ManagedModel> models() {
        return new Listing<>(listing.all(caller.tenantId(), null).stream()
                .flatMap(provider -> provider.models().stream().filter(model -> model.status().equals(ACTIVE))
                        .map(model -> ManagedModel.of(provider.spec(), model)))
                .toList());
    }

    @GET
    @Path("/model-providers")
    public Listing<ManagedProvider> providers() {
        return new Listing<>(listing.all(caller.tenantId(), null).stream().map(ManagedProvider::of).toList());
    }

    @POST
    @Path("/model-providers/" + PROVIDER + "/credentials")
    @Requires(Role.ADMIN)
    @ResponseStatus(201)
    public Done setCredentials(@PathParam("name") String provider, @NotNull SetCredentials body) {
        if (body.credentials() == null) {
            throw Parameters.missing("credentials");
        }
        credentials.create(caller.tenantId(), provider, null, body.credentials());
        return Done.SUCCESS;
    }
}
