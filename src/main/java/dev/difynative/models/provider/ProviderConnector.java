package dev.difynative.models.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.difynative.models.EmbeddingModel;
import dev.difynative.models.ModelType;
import dev.difynative.models.ModerationModel;
import dev.difynative.models.RerankModel;
import dev.difynative.models.SpeechModel;
import dev.difynative.models.TranscriptionModel;
import dev.difynative.models.catalogue.Connection;
import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.provider.anthropic.AnthropicChatModel;
import dev.difynative.models.provider.builtin.BuiltinChatModel;
import dev.difynative.models.provider.builtin.HashEmbeddingModel;
import dev.difynative.models.provider.openai.OpenAiChatModel;
import dev.difynative.models.provider.openai.OpenAiDialect;
import dev.difynative.models.provider.openai.OpenAiEmbeddingModel;
import dev.difynative.models.provider.openai.OpenAiModerationModel;
import dev.difynative.models.provider.openai.OpenAiSpeechModel;
import dev.difynative.models.provider.openai.OpenAiTranscriptionModel;
import dev.difynative.models.provider.openai.RerankEndpointModel;
import dev.difynative.platform.net.Target;

/** Makes the models of a provider from its catalogue entry and a workspace's credentials. */
@Singleton
public class ProviderConnector {
    private static final Pattern VERSIONED = Pattern.compile(".*/v\\d+[a-z0-9]*(/openai)?$");
    private static final String COHERE_COMPATIBILITY = "/compatibility/v1";
    /** The fields that say what a model is called at its provider, when that is not its name here. */
    private static final List<String> OTHER_NAMES = List.of("endpoint_model_name", "endpoint_id", "model_uid");
    private static final String USUAL_VOICE = "alloy";
    private static final Map<String, String> ABROAD = Map.of("tongyi", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
            "siliconflow", "https://api.siliconflow.com/v1");

    private final ProviderHttp http;

    ProviderConnector(ProviderHttp http) { this.http = http; }

    public ChatModel chat(ProviderSpec spec, Map<String, String> credentials, String model) {
        String name = nameAtProvider(credentials, model);
        return switch (spec.connection().protocol()) {
            case OPENAI, AZURE -> new OpenAiChatModel(http, endpoint(spec, credentials, name), dialect(spec.connection()), name);
            case ANTHROPIC -> new AnthropicChatModel(http, endpoint(spec, credentials, name), name);
            case BUILTIN -> new BuiltinChatModel(http.vertx(), name);
        };
    }

    /** Empty where the provider's protocol has no embeddings. */
    public Optional<EmbeddingModel> embeddings(ProviderSpec spec, Map<String, String> credentials, String model) {
        String name = nameAtProvider(credentials, model);
        return switch (spec.connection().protocol()) {
            case OPENAI, AZURE -> Optional
                    .of(new OpenAiEmbeddingModel(http, endpoint(spec, credentials, name), dialect(spec.connection()), name));
            case ANTHROPIC -> Optional.empty();
            case BUILTIN -> Optional.of(new HashEmbeddingModel(name));
        };
    }

    /** Empty where the provider offers no reranking. */
    public Optional<RerankModel> rerank(ProviderSpec spec, Map<String, String> credentials, String model) {
        if (spec.connection().protocol() != Connection.Protocol.OPENAI) {
            return Optional.empty();
        }
        String name = nameAtProvider(credentials, model);
        ProviderEndpoint endpoint = endpoint(spec, credentials, name);
        return Optional.of(new RerankEndpointModel(http, endpoint, rerankTarget(spec, endpoint), name));
    }

    /** Empty where the provider offers no moderation. */
    public Optional<ModerationModel> moderation(ProviderSpec spec, Map<String, String> credentials, String model) {
        return spec.supportedModelTypes().contains(ModelType.MODERATION)
                ? Optional.of(new OpenAiModerationModel(http, endpoint(spec, credentials, model), model))
                : Optional.empty();
    }

    /** Empty where the provider has no models that speak. */
    public Optional<SpeechModel> speech(ProviderSpec spec, Map<String, String> credentials, String model) {
        String name = nameAtProvider(credentials, model);
        String voice = credentials.getOrDefault("voices", USUAL_VOICE).split(",", 2)[0].strip();
        return spec.supportedModelTypes().contains(ModelType.TTS)
                ? Optional.of(new OpenAiSpeechModel(http, endpoint(spec, credentials, name), name, voice))
                : Optional.empty();
    }

    /** Empty where the provider has no models that write down speech. */
    public Optional<TranscriptionModel> transcription(ProviderSpec spec, Map<String, String> credentials, String model) {
        String name = nameAtProvider(credentials, model);
        return spec.supportedModelTypes().contains(ModelType.SPEECH2TEXT)
                ? Optional.of(new OpenAiTranscriptionModel(http, endpoint(spec, credentials, name), name))
                : Optional.empty();
    }

    /** Whether the provider has lately said of these credentials that their quota is used up. */
    public boolean isQuotaUsedUp(ProviderSpec spec, Map<String, String> credentials) {
        return credentials != null && !spec.builtIn() && spec.connection().protocol() != Connection.Protocol.AZURE
                && UsedUpQuotas.contain(endpoint(spec, credentials, ""));
    }

    /** A provider's endpoint; {@code model} matters only where it is part of the address. */
    ProviderEndpoint endpoint(ProviderSpec spec, Map<String, String> credentials, String model) {
        Connection connection = spec.connection();
        String base = base(spec, credentials);
        String query = null;
        if (connection.protocol() == Connection.Protocol.AZURE && !base.endsWith("/openai/v1")) {
            base = base + "/openai/deployments/" + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
            query = "api-version=" + credentials.getOrDefault("openai_api_version", "2024-10-21");
        }
        List<String> secrets = new ArrayList<>();
        for (CredentialField field : spec.credentialFields()) {
            String value = credentials.get(field.variable());
            if (field.secret() && value != null && !value.isEmpty()) {
                secrets.add(value);
            }
        }
        return new ProviderEndpoint(spec.id(), base, query, headers(connection, credentials), secrets);
    }

    private static Map<String, String> headers(Connection connection, Map<String, String> credentials) {
        Map<String, String> headers = new LinkedHashMap<>();
        String key = connection.keyField() == null ? null : credentials.get(connection.keyField());
        if (key != null && !key.isBlank()) {
            switch (connection.authentication()) {
                case BEARER -> headers.put("authorization", "Bearer " + key.strip());
                case API_KEY -> headers.put("api-key", key.strip());
                case X_API_KEY -> headers.put("x-api-key", key.strip());
                case NONE -> {
                }
            }
        }
        if (connection.protocol() == Connection.Protocol.ANTHROPIC) {
            headers.put("anthropic-version", "2023-06-01");
        }
        String organization = credentials.get("openai_organization");
        if (organization != null && !organization.isBlank()) {
            headers.put("openai-organization", organization.strip());
        }
        return headers;
    }

    /** The base of all calls, however the administrator has written it: with a slash at the end or not, versioned or not. */
    private static String base(ProviderSpec spec, Map<String, String> credentials) {
        Connection connection = spec.connection();
        String written = connection.baseUrlField() == null ? null : credentials.get(connection.baseUrlField());
        if (written == null || written.isBlank()) {
            return "true".equals(credentials.get("use_international_endpoint"))
                    ? ABROAD.getOrDefault(spec.id(), connection.baseUrl())
                    : connection.baseUrl();
        }
        String base = trimmed(written.strip());
        if (connection.protocol() == Connection.Protocol.ANTHROPIC) {
            return base.endsWith("/v1") ? base.substring(0, base.length() - 3) : base;
        }
        if (connection.protocol() == Connection.Protocol.AZURE) {
            return base.endsWith("/openai") ? base.substring(0, base.length() - 7) : base;
        }
        if (connection.suffix() == null) {
            // Any server: only one that was given without a path gets the usual one.
            return Target.parse(base).path().equals("/") ? base + "/v1" : base;
        }
        return VERSIONED.matcher(base).matches() ? base : base + connection.suffix();
    }

    private static String trimmed(String url) {
        String trimmed = url;
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        return trimmed.endsWith("/chat/completions")
                ? trimmed.substring(0, trimmed.length() - "/chat/completions".length())
                : trimmed;
    }

    private static Target rerankTarget(ProviderSpec spec, ProviderEndpoint endpoint) {
        if (spec.connection().rerankUrl() == null) {
            return endpoint.at("/rerank");
        }
        if (endpoint.base().equals(spec.connection().baseUrl())) {
            return Target.parse(spec.connection().rerankUrl());
        }
        // Cohere's own API is beside its OpenAI-compatible one.
        String base = endpoint.base();
        return Target.parse(
                (base.endsWith(COHERE_COMPATIBILITY) ? base.substring(0, base.length() - COHERE_COMPATIBILITY.length()) : base)
                        + "/v2/rerank");
    }

    private static OpenAiDialect dialect(Connection connection) {
        OpenAiDialect standard = OpenAiDialect.STANDARD;
        return new OpenAiDialect(standard.chatPath(), standard.embeddingPath(), connection.embeddingBatch(),
                connection.maxCompletionTokens(), connection.embeddingTask());
    }

    private static String nameAtProvider(Map<String, String> credentials, String model) {
        for (String field : OTHER_NAMES) {
            String other = credentials.get(field);
            if (other != null && !other.isBlank()) {
                return other.strip();
            }
        }
        return model;
    }
}
