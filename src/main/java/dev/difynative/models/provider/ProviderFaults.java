package dev.difynative.models.provider;

import java.io.IOException;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.ModelError;
import dev.difynative.platform.error.Failure;
import io.vertx.core.buffer.Buffer;

/** Turns what a provider answered, or how it went silent, into our failures. */
public final class ProviderFaults {
    private static final String WRONG_KEY = "Incorrect API key provided";

    /** A provider's own words about a fault. */
    public record Complaint(String code, String message) {}

    private ProviderFaults() {}

    /** The failure of an answer that is no success. */
    static Failure ofStatus(ProviderEndpoint endpoint, int status, Buffer body) {
        if (status == 401 || status == 403) {
            return ModelError.COMPLETION_REQUEST_ERROR.because(WRONG_KEY);
        }
        return of(endpoint, status, complaint(status, body));
    }

    /** The failure of a complaint; {@code status} is 0 when it came in the middle of a stream. */
    public static Failure of(ProviderEndpoint endpoint, int status, Complaint complaint) {
        String message = endpoint.presentable(complaint.message());
        String code = complaint.code() == null ? "" : complaint.code();
        if (code.equals("insufficient_quota")) {
            UsedUpQuotas.note(endpoint);
            return ModelError.PROVIDER_QUOTA_EXCEEDED.because(message);
        }
        if (code.equals("invalid_api_key") || code.equals("authentication_error")) {
            return ModelError.COMPLETION_REQUEST_ERROR.because(WRONG_KEY);
        }
        if (code.equals("model_not_found") || status == 404 && message.toLowerCase(Locale.ROOT).contains("model")) {
            return ModelError.MODEL_CURRENTLY_NOT_SUPPORT.because(message);
        }
        return ModelError.COMPLETION_REQUEST_ERROR.because(message);
    }

    static boolean isQuotaUsedUp(Buffer body) { return "insufficient_quota".equals(complaint(429, body).code()); }

    /** Reads the forms of error bodies in use; what is no JSON is quoted as it is. */
    public static Complaint complaint(int status, Buffer body) {
        try {
            JsonNode root = Json.MAPPER.readTree(body.getBytes());
            JsonNode first = root != null && root.isArray() && !root.isEmpty() ? root.get(0) : root;
            if (first != null && first.isObject()) {
                return complaint(status, first);
            }
        } catch (IOException notJson) {
            // Quoted below.
        }
        String text = body.toString().strip();
        return new Complaint(null, text.isEmpty() || text.startsWith("<") ? "The provider answered with status " + status : text);
    }

    private static Complaint complaint(int status, JsonNode body) {
        JsonNode error = body.path("error");
        JsonNode holder = error.isObject() ? error : body;
        String message = error.isTextual() ? error.textValue() : text(holder, "message", "msg", "detail", "error_msg");
        String code = text(holder, "code", "type");
        return new Complaint(code, message == null ? "The provider answered with status " + status : message);
    }

    private static String text(JsonNode holder, String... names) {
        for (String name : names) {
            JsonNode value = holder.path(name);
            if (value.isTextual() && !value.textValue().isBlank()) {
                return value.textValue();
            }
            if (value.isContainerNode() && !value.isEmpty()) {
                return value.toString();
            }
        }
        return null;
    }

    static Failure unreachable(ProviderEndpoint endpoint, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return ModelError.COMPLETION_REQUEST_ERROR
                .because(endpoint.presentable("The model provider '" + endpoint.provider() + "' cannot be reached: " + reason));
    }

    static Failure silent(ProviderEndpoint endpoint, long seconds) {
        return ModelError.COMPLETION_REQUEST_ERROR.because("The model provider '%s' was silent for %d s", endpoint.provider(),
                seconds);
    }

    static Failure brokenOff(ProviderEndpoint endpoint) {
        return ModelError.COMPLETION_REQUEST_ERROR.because("The model provider '%s' broke off the answer", endpoint.provider());
    }

    public static Failure unreadable(ProviderEndpoint endpoint) {
        return ModelError.COMPLETION_REQUEST_ERROR.because("The model provider '%s' sent an answer that cannot be read",
                endpoint.provider());
    }
}
