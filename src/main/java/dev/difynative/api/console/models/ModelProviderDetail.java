package dev.difynative.api.console.models;

import java.util.List;
import java.util.UUID;

import dev.difynative.api.models.ProviderIcons;
import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.models.catalogue.LocalText;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.credentials.ProviderCredentials.CredentialRef;
import dev.difynative.models.credentials.ProviderListing.ListedModel;
import dev.difynative.models.credentials.ProviderListing.ListedProvider;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A provider of the catalogue with its forms, its models and what the workspace has configured; flat, as consoles read it. */
@RegisterForReflection(ignoreNested = false)
public record ModelProviderDetail(UUID tenantId, String provider, LocalText label, LocalText description, LocalText iconSmall,
        LocalText iconSmallDark, LocalText iconLarge, String background, ProviderSpec.Help help, String status,
        List<ModelType> supportedModelTypes, List<String> configurateMethods, CredentialSchema providerCredentialSchema,
        ModelCredentialSchema modelCredentialSchema, String preferredProviderType, CustomConfiguration customConfiguration,
        SystemConfiguration systemConfiguration, List<ListedModel> models) {

    /** The form for a provider's credentials. */
    public record CredentialSchema(List<CredentialField> credentialFormSchemas) {}

    /** The form for the credentials of a model that is added by name. */
    public record ModelCredentialSchema(ModelName model, List<CredentialField> credentialFormSchemas) {}

    /** How the field for the model's name is labelled. */
    public record ModelName(LocalText label, LocalText placeholder) {}

    /** What the workspace has configured itself. */
    public record CustomConfiguration(String status, UUID currentCredentialId, String currentCredentialName,
            List<Credential> availableCredentials, List<AddedModel> customModels, List<AddedModel> canAddedModels) {}

    /** A named set of credentials. */
    public record Credential(UUID credentialId, String credentialName) {}

    /** A model that the workspace has added. */
    public record AddedModel(String model, ModelType modelType) {}

    /** Quotas that come with a hosted service: here there are none. */
    public record SystemConfiguration(boolean enabled, String currentQuotaType, List<String> quotaConfigurations) {}

    static ModelProviderDetail of(UUID tenantId, ListedProvider listed, List<CredentialRef> credentials) {
        ProviderSpec spec = listed.spec();
        LocalText small = ProviderIcons.small(tenantId, spec.id());
        ModelCredentialSchema modelSchema = spec.modelCredentialFields().isEmpty()
                ? null
                : new ModelCredentialSchema(
                        new ModelName(new LocalText("Model name", "模型名称"), new LocalText("Enter the model's name", "输入模型名称")),
                        spec.modelCredentialFields());
        return new ModelProviderDetail(tenantId, spec.id(), spec.label(), spec.description(), small, small,
                ProviderIcons.large(tenantId, spec.id()), spec.colour(), spec.help(), listed.status(), spec.supportedModelTypes(),
                spec.configurateMethods(), new CredentialSchema(spec.credentialFields()), modelSchema, "custom",
                configuration(listed, credentials), new SystemConfiguration(false, null, List.of()), listed.models());
    }

    private static CustomConfiguration configuration(ListedProvider listed, List<CredentialRef> credentials) {
        CredentialRef current = credentials.stream().filter(CredentialRef::active).findFirst().orElse(null);
        List<AddedModel> added = listed.models().stream()
                .filter(model -> model.fetchFrom().equals("customizable-model"))
                .map(model -> new AddedModel(model.model(), model.modelType()))
                .toList();
        return new CustomConfiguration(listed.active() ? "active" : "no-configure",
                current == null ? null : current.credentialId(),
                current == null ? null : current.credentialName(),
                credentials.stream().map(ref -> new Credential(ref.credentialId(), ref.credentialName())).toList(), added,
                List.of());
    }
}
