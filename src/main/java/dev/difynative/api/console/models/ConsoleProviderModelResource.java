package dev.difynative.api.console.models;

import java.util.Map;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.Done;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.models.ModelError;
import dev.difynative.models.catalogue.ParameterRules;
import dev.difynative.models.credentials.CustomModels;
import dev.difynative.models.credentials.ProviderListing;
import dev.difynative.models.credentials.ProviderListing.ListedModel;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The models of one provider, and those that the workspace adds by name. */
@Path("/console/api/workspaces/current/model-providers/" + ConsoleModelProviderResource.PROVIDER + "/models")
@Requires(Role.NORMAL)
@RunOnVirtualThread
public class ConsoleProviderModelResource {
    private final ProviderListing listing;
    private final CustomModels models;
    private final ConsoleCaller caller;

    ConsoleProviderModelResource(ProviderListing listing, CustomModels models, ConsoleCaller caller) {
        this.listing = listing;
        this.models = models;
        this.caller = caller;
    }

    @GET
    public Listing<ListedModel> list(@PathParam("provider") String provider) {
        return new Listing<>(listing.get(caller.tenantId(), provider).models());
    }

    @GET
    @Path("/parameter-rules")
    public Listing<ParameterRules.Rule> rules(@PathParam("provider") String provider, @QueryParam("model") String model) {
        if (model == null || model.isBlank()) {
            throw Parameters.missing("model");
        }
        return new Listing<>(ParameterRules.of(listing.spec(caller.tenantId(), provider), model));
    }

    @POST
    @Requires(Role.ADMIN)
    public Done save(@PathParam("provider") String provider, ModelBody body) {
        models.save(caller.tenantId(), provider, required(body).type(), body.name(), body.credentials());
        return Done.SUCCESS;
    }

    @DELETE
    @ResponseStatus(204)
    @Requires(Role.ADMIN)
    public void remove(@PathParam("provider") String provider, ModelBody body) {
        models.remove(caller.tenantId(), provider, required(body).type(), body.name());
    }

    @GET
    @Path("/credentials")
    @Requires(Role.ADMIN)
    public ModelCredentials credentials(@PathParam("provider") String provider, @QueryParam("model") String model,
            @QueryParam("model_type") String modelType) {
        ModelBody named = new ModelBody(model, modelType, null);
        return new ModelCredentials(models.credentials(caller.tenantId(), provider, named.type(), named.name()).orElse(null));
    }

    /** A model's own credentials, secrets hidden. */
    public record ModelCredentials(Map<String, String> credentials) {}

    @POST
    @Path("/credentials")
    @ResponseStatus(201)
    @Requires(Role.ADMIN)
    public Done create(@PathParam("provider") String provider, ModelBody body) { return save(provider, body); }

    @PUT
    @Path("/credentials")
    @Requires(Role.ADMIN)
    public Done update(@PathParam("provider") String provider, ModelBody body) { return save(provider, body); }

    @POST
    @Path("/credentials/validate")
    @Requires(Role.ADMIN)
    public Checked validate(@PathParam("provider") String provider, ModelBody body) {
        try {
            models.check(caller.tenantId(), provider, required(body).type(), body.name(), body.credentials());
            return Checked.GOOD;
        } catch (Failure refused) {
            if (refused.code() != ModelError.INVALID_CREDENTIALS) {
                throw refused;
            }
            return Checked.bad(refused.getMessage());
        }
    }

    private static ModelBody required(ModelBody body) {
        if (body == null) {
            throw ModelError.INVALID_CREDENTIALS.field("model", "required", "Parameter 'model' is required");
        }
        return body;
    }
}
