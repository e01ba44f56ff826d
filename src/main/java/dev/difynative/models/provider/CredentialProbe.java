package dev.difynative.models.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import dev.difynative.models.EmbedKind;
import dev.difynative.models.ModelError;
import dev.difynative.models.ModelType;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.net.Target;

/** Asks a provider whether credentials are good before they are stored; waits for the answer. */
@Singleton
public class CredentialProbe {
    /** Enough for models that think before they answer to be allowed to begin. */
    private static final Map<String, Object> SHORT = Map.of("max_tokens", 16);
    private static final String ANY_MODEL = "default";

    private final ProviderHttp http;
    private final ProviderConnector connector;

    CredentialProbe(ProviderHttp http, ProviderConnector connector) {
        this.http = http;
        this.connector = connector;
    }

    /** Throws {@code INVALID_CREDENTIALS} with the provider's words when it cannot be reached or refuses. */
    public void check(ProviderSpec spec, Map<String, String> credentials) {
        try {
            ProviderEndpoint endpoint = connector.endpoint(spec, credentials, ANY_MODEL);
            OutboundResponse answer = http.probe(new ProviderRequest(endpoint, models(spec, endpoint), null)).join();
            if (answer.successful() || answer.status() == 429) {
                return;
            }
            if (answer.status() == 404 || answer.status() == 405 || answer.status() == 501) {
                checkByCalling(spec, credentials);
                return;
            }
            throw refused(endpoint.presentable(ProviderFaults.complaint(answer.status(), answer.body()).message()));
        } catch (CompletionException | Failure failed) {
            throw refused(failed);
        }
    }

    /** The same for one model, by using it. */
    public void check(ProviderSpec spec, Map<String, String> credentials, ModelType type, String model) {
        try {
            call(spec, credentials, type, model);
        } catch (CompletionException | Failure failed) {
            throw refused(failed);
        }
    }

    private static Target models(ProviderSpec spec, ProviderEndpoint endpoint) {
        return switch (spec.connection().protocol()) {
            case ANTHROPIC -> endpoint.at("/v1/models");
            case AZURE -> Target.parse(endpoint.base().replaceFirst("/deployments/[^/]*$", "") + "/models"
                    + (endpoint.query() == null ? "" : "?" + endpoint.query()));
            case OPENAI, BUILTIN -> endpoint.at("/models");
        };
    }

    /** For providers that do not list their models. That they do not know the one we name is as good an answer. */
    private void checkByCalling(ProviderSpec spec, Map<String, String> credentials) {
        ModelType type = spec.supportedModelTypes().getFirst();
        try {
            call(spec, credentials, type, spec.defaultModel(type).orElse(ANY_MODEL));
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof Failure failure) || !aboutTheModel(failure)) {
                throw failed;
            }
        }
    }

    private static boolean aboutTheModel(Failure failure) {
        ErrorCode code = failure.code();
        String message = failure.getMessage().toLowerCase(Locale.ROOT);
        return code == ModelError.MODEL_CURRENTLY_NOT_SUPPORT
                || code == ModelError.COMPLETION_REQUEST_ERROR && message.contains("model ")
                        && !message.startsWith("the model provider");
    }

    private void call(ProviderSpec spec, Map<String, String> credentials, ModelType type, String model) {
        switch (type) {
            case LLM -> connector.chat(spec, credentials, model)
                    .complete(ChatPrompt.of(List.of(ChatMessage.user("ping"))).with(SHORT)).join();
            case TEXT_EMBEDDING -> connector.embeddings(spec, credentials, model).orElseThrow(() -> unsupported(spec, type))
                    .embed(List.of("ping"), EmbedKind.QUERY).join();
            case RERANK -> connector.rerank(spec, credentials, model).orElseThrow(() -> unsupported(spec, type))
                    .rerank("ping", List.of("pong", "ping"), 1).join();
            case SPEECH2TEXT, TTS, MODERATION -> check(spec, credentials);
        }
    }

    private static Failure unsupported(ProviderSpec spec, ModelType type) {
        return ModelError.MODEL_CURRENTLY_NOT_SUPPORT.because("'%s' has no models of type '%s'", spec.id(), type.wireName());
    }

    private static Failure refused(RuntimeException failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof Failure failure && failure.code() == ModelError.INVALID_CREDENTIALS) {
            return failure;
        }
        return refused(cause instanceof Failure ? cause.getMessage() : "The model provider could not be asked");
    }

    private static Failure refused(String message) {
        return ModelError.INVALID_CREDENTIALS.field("credentials", "invalid", "%s", message);
    }
}
