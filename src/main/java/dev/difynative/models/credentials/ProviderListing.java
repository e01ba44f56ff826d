package dev.difynative.models.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.KnownModel;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.credentials.ConfiguredProvider.AddedModel;
import dev.difynative.models.provider.ProviderConnector;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the catalogue offers, together with what a workspace has made of it. */
@ApplicationScoped
public class ProviderListing {
    private static final String ACTIVE = "active";
    private static final String NOT_CONFIGURED = "no-configure";
    private static final String QUOTA_EXCEEDED = "quota-exceeded";

    /** A provider with the workspace's models; {@code credentialsSet} says that it has credentials for all its models. */
    public record ListedProvider(ProviderSpec spec, String status, boolean credentialsSet, List<ListedModel> models) {
        public boolean active() { return !status.equals(NOT_CONFIGURED); }
    }

    /** A model as lists show it. */
    @RegisterForReflection
    public record ListedModel(String model, String label, ModelType modelType, List<String> features,
            ModelProperties modelProperties,
            String fetchFrom, String status, boolean deprecated) {}

    /** What is known of a model's limits. */
    @RegisterForReflection
    public record ModelProperties(Integer contextSize, Integer maxChunks, Integer fileUploadLimit) {
        static final ModelProperties UNKNOWN = new ModelProperties(null, null, null);
    }

    private final ConfiguredProviders configured;
    private final ProviderConnector connector;

    ProviderListing(ConfiguredProviders configured, ProviderConnector connector) {
        this.configured = configured;
        this.connector = connector;
    }

    /** All providers of the catalogue, or those with models of one type. */
    public List<ListedProvider> all(UUID tenantId, ModelType type) {
        return configured.specs(tenantId).stream()
                .filter(spec -> type == null || spec.supportedModelTypes().contains(type))
                .map(spec -> listed(configured.find(tenantId, spec.id()).orElseThrow(), type))
                .toList();
    }

    /** Only what the workspace can use of one type. */
    public List<ListedProvider> usable(UUID tenantId, ModelType type) {
        return configured.usable(tenantId).stream()
                .map(provider -> listed(provider, type))
                .map(provider -> new ListedProvider(provider.spec(), provider.status(), provider.credentialsSet(),
                        provider.models().stream().filter(model -> !model.status().equals(NOT_CONFIGURED)).toList()))
                .filter(provider -> !provider.models().isEmpty())
                .toList();
    }

    /** What is known of a provider without asking what the workspace has made of it. */
    public ProviderSpec spec(UUID tenantId, String provider) {
        return configured.spec(tenantId, provider);
    }

    public ListedProvider get(UUID tenantId, String provider) {
        return listed(configured.find(tenantId, configured.spec(tenantId, provider).id()).orElseThrow(), null);
    }

    private ListedProvider listed(ConfiguredProvider provider, ModelType type) {
        boolean credentialsSet = provider.credentials() != null || provider.spec().builtIn();
        String ready = connector.isQuotaUsedUp(provider.spec(), provider.credentials()) ? QUOTA_EXCEEDED : ACTIVE;
        List<ListedModel> models = new ArrayList<>();
        for (KnownModel known : provider.spec().models()) {
            if (type == null || known.modelType() == type) {
                models.add(known(known,
                        provider.credentialsFor(known.modelType(), known.model()).isPresent() ? ready : NOT_CONFIGURED));
            }
        }
        for (AddedModel added : provider.addedModels()) {
            if (type == null || added.type() == type) {
                models.removeIf(listed -> listed.modelType() == added.type() && listed.model().equals(added.model()));
                models.add(
                        added(provider, added, added.credentials() != null ? ACTIVE : credentialsSet ? ready : NOT_CONFIGURED));
            }
        }
        return new ListedProvider(provider.spec(), provider.usable() ? ready : NOT_CONFIGURED, credentialsSet, models);
    }

    private static ListedModel known(KnownModel known, String status) {
        return new ListedModel(known.model(), known.label(), known.modelType(), known.features(),
                new ModelProperties(known.contextSize(), known.maxChunks(), known.fileUploadLimit()), "predefined-model",
                status, known.deprecated());
    }

    private static ListedModel added(ConfiguredProvider provider, AddedModel added, String status) {
        return new ListedModel(added.model(), added.model(), added.type(), features(provider, added), properties(added),
                "customizable-model",
                status, false);
    }

    /** What is known of the model by its name, and what its credentials say of functions. */
    private static List<String> features(ConfiguredProvider provider, AddedModel added) {
        if (added.type() != ModelType.LLM) {
            return List.of();
        }
        List<String> known = provider.features(added.model());
        boolean says = known.stream().anyMatch(feature -> feature.endsWith("tool-call"));
        return says || !provider.callsFunctions(added.model()).orElse(false)
                ? known
                : Stream.concat(known.stream(), Stream.of("multi-tool-call")).toList();
    }

    private static ModelProperties properties(AddedModel added) {
        OptionalInt size = added.contextSize();
        return size.isPresent() ? new ModelProperties(size.getAsInt(), null, null) : ModelProperties.UNKNOWN;
    }
}
