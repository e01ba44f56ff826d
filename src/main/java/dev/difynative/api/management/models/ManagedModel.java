package dev.difynative.api.management.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.ParameterRules;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.credentials.ProviderListing.ListedModel;
import dev.difynative.models.price.Price;
import dev.difynative.models.price.Prices;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A model that the workspace can use; {@code pricing} is null when no price list has it. */
@RegisterForReflection
record ManagedModel(String id, String name, ModelType modelType, String provider, List<String> features,
        Map<String, Rule> parameterRules, Pricing pricing) {

    /** What one parameter may be. */
    @RegisterForReflection
    public record Rule(String type, boolean required, @JsonProperty("default") Object defaultValue, Number min, Number max,
            Integer precision, List<String> options) {}

    /** Prices: a token of the prompt costs {@code input × unit}, one of the answer {@code output × unit}. */
    @RegisterForReflection
    public record Pricing(String input, String output, String unit, String currency) {}

    static ManagedModel of(ProviderSpec provider, ListedModel model) {
        return new ManagedModel(model.model(), model.label(), model.modelType(), provider.id(), model.features(),
                rules(provider, model), pricing(provider, model));
    }

    private static Map<String, Rule> rules(ProviderSpec provider, ListedModel model) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        if (model.modelType() == ModelType.LLM) {
            for (ParameterRules.Rule rule : ParameterRules.of(provider, model.model())) {
                rules.put(rule.name(), new Rule(rule.type(), rule.required(), rule.defaultValue(), rule.min(), rule.max(),
                        rule.precision(), rule.options()));
            }
        }
        return rules;
    }

    private static Pricing pricing(ProviderSpec provider, ListedModel model) {
        Price price = Prices.of(provider.id(), model.model());
        return price.equals(Price.UNKNOWN)
                ? null
                : new Pricing(price.inputUnit().toPlainString(), price.outputUnit().toPlainString(),
                        price.priceUnit().toPlainString(), price.currency());
    }
}
