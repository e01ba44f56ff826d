package dev.difynative.tools.builtin;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.catalogue.ToolShelf;
import dev.difynative.tools.catalogue.ToolView;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The built-in providers as the console shows them, and the credentials that they are given there. */
@Singleton
public class BuiltinShelf implements ToolShelf {
    private static final String API_KEY = "api-key";
    private static final String AUTHOR = "dify-native";

    private final BuiltinTools tools;
    private final BuiltinCredentials credentials;
    private final ObjectMapper json;

    BuiltinShelf(BuiltinTools tools, BuiltinCredentials credentials, ObjectMapper json) {
        this.tools = tools;
        this.credentials = credentials;
        this.json = json;
    }

    /** Credentials as they are shown, secrets masked. */
    @RegisterForReflection
    public record CredentialView(UUID id, String name, String provider, String credentialType, boolean isDefault,
            Map<String, String> credentials) {}

    /** What is known of a provider's credentials. */
    @RegisterForReflection
    public record CredentialInfo(List<String> supportedCredentialTypes, boolean isOauthCustomClientEnabled,
            List<CredentialView> credentials) {}

    @Override
    public ToolKind kind() { return ToolKind.BUILTIN; }

    @Override
    public List<ProviderView> list(UUID tenantId) {
        return BuiltinProvider.ALL.stream().map(provider -> view(tenantId, provider)).toList();
    }

    public ProviderView info(UUID tenantId, String provider) { return view(tenantId, provider(provider)); }

    public List<ToolView> tools(String provider) { return views(provider(provider)); }

    public String icon(String provider) { return provider(provider).icon(); }

    public List<CredentialField> form(String provider) { return provider(provider).credentials(); }

    public CredentialInfo credentialInfo(UUID tenantId, String provider) {
        BuiltinProvider known = provider(provider);
        return new CredentialInfo(known.credentials().isEmpty() ? List.of() : List.of(API_KEY), false,
                credentials(tenantId, provider));
    }

    public List<CredentialView> credentials(UUID tenantId, String provider) {
        BuiltinProvider known = provider(provider);
        return credentials.list(tenantId, known.id()).stream().map(stored -> new CredentialView(stored.id(), stored.name(),
                known.id(), API_KEY, stored.preset(), BuiltinCredentials.masked(known, stored.values()))).toList();
    }

    public UUID add(UUID tenantId, String provider, String name, Map<String, Object> values) {
        BuiltinProvider known = provider(provider);
        if (known.credentials().isEmpty()) {
            throw ToolError.CREDENTIALS_INVALID.because("The tools of '%s' need no credentials", known.id());
        }
        return credentials.add(tenantId, known, name, values);
    }

    public void update(UUID tenantId, String provider, String id, String name, Map<String, Object> values) {
        credentials.update(tenantId, provider(provider), idOf(id), name, values);
    }

    public void delete(UUID tenantId, String provider, String id) { credentials.delete(tenantId, provider(provider), idOf(id)); }

    public void prefer(UUID tenantId, String provider, String id) { credentials.prefer(tenantId, provider(provider), idOf(id)); }

    private ProviderView view(UUID tenantId, BuiltinProvider provider) {
        List<BuiltinCredentials.Stored> stored = credentials.list(tenantId, provider.id());
        Map<String, String> shown = stored.stream().filter(BuiltinCredentials.Stored::preset).findFirst()
                .map(each -> BuiltinCredentials.masked(provider, each.values())).orElse(Map.of());
        return ProviderView.of(ToolKind.BUILTIN,
                new ProviderView.Face(provider.id(), AUTHOR, provider.id(), provider.label(), provider.description(),
                        "/console/api/workspaces/current/tool-provider/builtin/" + provider.id() + "/icon", provider.labels()),
                shown, !provider.needsCredentials() || !stored.isEmpty(), null, views(provider));
    }

    private List<ToolView> views(BuiltinProvider provider) {
        return tools.of(provider.id()).stream().map(tool -> ToolView.of(tool, AUTHOR, provider.labels(), json)).toList();
    }

    private static BuiltinProvider provider(String id) {
        String bare = id.substring(id.lastIndexOf('/') + 1);
        return BuiltinProvider.ALL.stream().filter(provider -> provider.id().equals(bare)).findFirst()
                .orElseThrow(() -> ToolError.PROVIDER_NOT_FOUND.because("There are no such tools"));
    }

    private static UUID idOf(String id) { return Ids.parse(id, ToolError.CREDENTIAL_NOT_FOUND, "Credential"); }
}
