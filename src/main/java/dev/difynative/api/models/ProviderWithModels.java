package dev.difynative.api.models;

import java.util.List;
import java.util.UUID;

import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.LocalText;
import dev.difynative.models.credentials.ProviderListing.ListedModel;
import dev.difynative.models.credentials.ProviderListing.ListedProvider;
import dev.difynative.models.credentials.ProviderListing.ModelProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A configured provider with its models of one type. */
@RegisterForReflection(ignoreNested = false)
public record ProviderWithModels(UUID tenantId, String provider, LocalText label, LocalText iconSmall, LocalText iconSmallDark,
        String status, List<Model> models) {

    /** A model, in the form of Dify's model lists. */
    public record Model(String model, LocalText label, ModelType modelType, List<String> features, String fetchFrom,
            ModelProperties modelProperties, String status, boolean deprecated, boolean loadBalancingEnabled,
            boolean hasInvalidLoadBalancingConfigs) {

        /** Clients that are published read no list where a model has no features, but null. */
        static Model of(ListedModel listed) {
            return new Model(listed.model(), new LocalText(listed.label(), listed.label()), listed.modelType(),
                    listed.features().isEmpty() ? null : listed.features(), listed.fetchFrom(), listed.modelProperties(),
                    listed.status(), listed.deprecated(), false, false);
        }
    }

    public static ProviderWithModels of(UUID tenantId, ListedProvider listed) {
        LocalText icon = ProviderIcons.small(tenantId, listed.spec().id());
        return new ProviderWithModels(tenantId, listed.spec().id(), listed.spec().label(), icon, icon, listed.status(),
                listed.models().stream().map(Model::of).toList());
    }
}
