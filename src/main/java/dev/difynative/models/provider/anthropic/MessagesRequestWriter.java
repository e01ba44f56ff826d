package dev.difynative.models.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.ModelError;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.models.provider.Json;
import io.vertx.core.buffer.Buffer;

/** Writes the body of a {@code /v1/messages} request: system apart, tool answers as the user's, a token limit always. */
final class MessagesRequestWriter {
    private static final int USUAL_MAX_TOKENS = 4096;
    private static final int USUAL_THINKING_TOKENS = 1024;
    /** Written here in another form, or known only to the OpenAI protocol and refused by this one. */
    private static final Set<String> OWN = Set.of("model", "messages", "stream", "system", "tools", "stop", "user", "max_tokens",
            "max_completion_tokens", "max_tokens_to_sample", "thinking", "thinking_budget", "presence_penalty",
            "frequency_penalty",
            "seed", "response_format", "json_schema", "n", "logit_bias");

    private static final Set<String> SAMPLING = Set.of("temperature", "top_p", "top_k");
    /** From the fifth generation on, a request that says how to sample is refused. */
    private static final Pattern SAMPLES_BY_ITSELF = Pattern.compile("claude-[a-z]+-[5-9]\\b.*");

    private final String model;

    MessagesRequestWriter(String model) { this.model = model; }

    Buffer write(ChatPrompt prompt, boolean streamed) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
        Map<String, Object> parameters = prompt.parameters();
        body.set("max_tokens", Json.MAPPER.valueToTree(maxTokens(parameters)));
        system(body, prompt.messages());
        messages(body.putArray("messages"), prompt.messages());
        body.put("stream", streamed);
        tools(body, prompt.tools());
        Object stop = prompt.stop().isEmpty() ? parameters.get("stop") : prompt.stop();
        if (stop instanceof List<?> words && !words.isEmpty()) {
            body.set("stop_sequences", Json.MAPPER.valueToTree(words));
        }
        if (prompt.user() != null) {
            body.putObject("metadata").put("user_id", prompt.user());
        }
        thinking(body, parameters);
        boolean samplesByItself = SAMPLES_BY_ITSELF.matcher(model).matches();
        parameters.forEach((name, value) -> {
            if (value != null && !OWN.contains(name) && !(samplesByItself && SAMPLING.contains(name))) {
                body.set(name, Json.MAPPER.valueToTree(value));
            }
        });
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object maxTokens(Map<String, Object> parameters) {
        for (String name : List.of("max_tokens", "max_completion_tokens", "max_tokens_to_sample")) {
            if (parameters.get(name) != null) {
                return parameters.get(name);
            }
        }
        return USUAL_MAX_TOKENS;
    }

    private static void thinking(ObjectNode body, Map<String, Object> parameters) {
        Object thinking = parameters.get("thinking");
        if (Boolean.TRUE.equals(thinking)) {
            Object budget = parameters.get("thinking_budget");
            body.putObject("thinking").put("type", "enabled").put("budget_tokens",
                    budget instanceof Number number ? number.intValue() : USUAL_THINKING_TOKENS);
        } else if (thinking instanceof Map<?, ?>) {
            body.set("thinking", Json.MAPPER.valueToTree(thinking));
        }
    }

    private static void system(ObjectNode body, List<ChatMessage> messages) {
        StringBuilder system = new StringBuilder();
        for (ChatMessage message : messages) {
            if (message.role() == ChatMessage.Role.SYSTEM && !message.text().isBlank()) {
                system.append(system.isEmpty() ? "" : "\n\n").append(message.text());
            }
        }
        if (!system.isEmpty()) {
            body.put("system", system.toString());
        }
    }

    private static void messages(ArrayNode array, List<ChatMessage> messages) {
        ObjectNode toolAnswers = null;
        for (ChatMessage message : messages) {
            switch (message.role()) {
                case SYSTEM -> {
                }
                case TOOL -> {
                    // All answers to one round of calls belong into one message.
                    toolAnswers = toolAnswers == null ? started(array, "user") : toolAnswers;
                    toolAnswers.withArray("content").addObject().put("type", "tool_result")
                            .put("tool_use_id", message.toolCallId())
                            .put("content", message.text());
                }
                case USER, ASSISTANT -> {
                    toolAnswers = null;
                    ArrayNode content = Json.MAPPER.createArrayNode();
                    message.parts().forEach(part -> part(content, part));
                    message.toolCalls().forEach(call -> toolUse(content, call));
                    // The protocol refuses a message without content.
                    if (!content.isEmpty()) {
                        started(array, message.role() == ChatMessage.Role.USER ? "user" : "assistant").set("content", content);
                    }
                }
            }
        }
    }

    private static ObjectNode started(ArrayNode array, String role) { return array.addObject().put("role", role); }

    private static void part(ArrayNode content, ContentPart part) {
        switch (part) {
            case ContentPart.Text(String text) -> {
                if (!text.isBlank()) {
                    content.addObject().put("type", "text").put("text", text);
                }
            }
            case ContentPart.Image(String url, String _) -> {
                ObjectNode source = content.addObject().put("type", "image").putObject("source");
                int data = url.indexOf(";base64,");
                if (url.startsWith("data:") && data > 0) {
                    source.put("type", "base64").put("media_type", url.substring(5, data)).put("data", url.substring(data + 8));
                } else {
                    source.put("type", "url").put("url", url);
                }
            }
            case ContentPart.Attachment file -> document(content, file);
        }
    }

    private static void document(ArrayNode content, ContentPart.Attachment file) {
        if (file.medium() != ContentPart.Medium.DOCUMENT) {
            throw ModelError.MODEL_CURRENTLY_NOT_SUPPORT.because("The model takes no file '%s'", file.name());
        }
        ObjectNode block = content.addObject().put("type", "document").put("title", file.name());
        ObjectNode source = block.putObject("source");
        if (file.mimeType().startsWith("text/")) {
            source.put("type", "text").put("media_type", "text/plain").put("data",
                    new String(Base64.getDecoder().decode(file.base64()), StandardCharsets.UTF_8));
        } else {
            source.put("type", "base64").put("media_type", file.mimeType()).put("data", file.base64());
        }
    }

    private static void toolUse(ArrayNode content, ToolCall call) {
        ObjectNode use = content.addObject().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        try {
            use.set("input", Json.MAPPER.readTree(call.arguments()));
        } catch (JsonProcessingException notJson) {
            use.putObject("input").put("text", call.arguments());
        }
    }

    private static void tools(ObjectNode body, List<ToolSpec> tools) {
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode array = body.putArray("tools");
        for (ToolSpec tool : tools) {
            array.addObject().put("name", tool.name()).put("description", tool.description()).set("input_schema",
                    Json.MAPPER.valueToTree(tool.parameters()));
        }
    }
}
