package dev.difynative.api.console.models;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.Done;
import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.models.ModelTypes;
import dev.difynative.api.models.ProviderIcons;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.LocalText;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.credentials.ProviderListing;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The models that a workspace uses where none is named. */
@Path("/console/api/workspaces/current/default-model")
@Requires(Role.NORMAL)
@RunOnVirtualThread
public class ConsoleDefaultModelResource {
    private final DefaultModels defaults;
    private final ProviderListing listing;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    ConsoleDefaultModelResource(DefaultModels defaults, ProviderListing listing, ConsoleCaller caller, AuditNotes notes) {
        this.listing = listing;
        this.defaults = defaults;
        this.caller = caller;
        this.notes = notes;
    }

    /** A default model with its provider. */
    @RegisterForReflection(ignoreNested = false)
    public record Default(String model, ModelType modelType, ProviderHead provider) {

        static Default of(UUID tenantId, ModelType type, ModelRef ref, ProviderSpec spec) {
            return new Default(ref.model(), type, ProviderHead.of(tenantId, spec));
        }
    }

    /** What a list shows of a provider. */
    @RegisterForReflection
    public record ProviderHead(UUID tenantId, String provider, LocalText label, LocalText iconSmall, LocalText iconLarge,
            List<ModelType> supportedModelTypes) {

        static ProviderHead of(UUID tenantId, ProviderSpec spec) {
            return new ProviderHead(tenantId, spec.id(), spec.label(), ProviderIcons.small(tenantId, spec.id()),
                    ProviderIcons.large(tenantId, spec.id()), spec.supportedModelTypes());
        }
    }

    /** Which defaults are chosen; one without a model stays as it is. */
    @RegisterForReflection(ignoreNested = false)
    public record ChooseDefaults(List<Choice> modelSettings) {

        /** The default of one type. */
        public record Choice(String modelType, String provider, String model) {}
    }

    @GET
    public DataItem<Default> get(@QueryParam("model_type") String modelType) {
        ModelType type = ModelTypes.required(modelType);
        return new DataItem<>(
                defaults.find(caller.tenantId(), type).map(ref -> Default.of(caller.tenantId(), type, ref,
                        listing.spec(caller.tenantId(), ref.provider()))).orElse(null));
    }

    @POST
    @Requires(Role.ADMIN)
    public Done choose(ChooseDefaults body) {
        if (body == null || body.modelSettings() == null || body.modelSettings().contains(null)) {
            throw Parameters.missing("model_settings");
        }
        for (ChooseDefaults.Choice choice : body.modelSettings()) {
            ModelType type = ModelTypes.required(choice.modelType());
            if (choice.provider() != null && choice.model() != null) {
                defaults.choose(caller.tenantId(), type, choice.provider(), choice.model());
                notes.about(type.wireName() + " " + choice.provider() + "/" + choice.model());
            }
        }
        return Done.SUCCESS;
    }
}
