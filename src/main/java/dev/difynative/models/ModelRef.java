package dev.difynative.models;

import dev.difynative.models.catalogue.ProviderIds;

/** A model by the provider's bare id, whichever form is given, and the model's name. */
public record ModelRef(String provider, String model) {
    public ModelRef {
        provider = ProviderIds.bare(provider);
    }
}
