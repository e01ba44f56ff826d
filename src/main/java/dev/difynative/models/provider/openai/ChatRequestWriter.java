package dev.difynative.models.provider.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.models.provider.Json;
import io.vertx.core.buffer.Buffer;

/** Writes the body of a chat request. The user's parameters pass through, except those that are the protocol's own. */
final class ChatRequestWriter {
    private static final Set<String> OWN = Set.of("model", "messages", "stream", "stream_options", "tools", "stop", "user", "n",
            "max_tokens", "max_completion_tokens", "response_format", "json_schema");

    /** How the answer is to come. */
    enum Delivery {
        STREAMED, STREAMED_WITH_USAGE, WHOLE
    }

    private final String model;
    private final boolean maxCompletionTokens;

    ChatRequestWriter(String model, boolean maxCompletionTokens) {
        this.model = model;
        this.maxCompletionTokens = maxCompletionTokens;
    }

    Buffer write(ChatPrompt prompt, Delivery delivery) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024); JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeArrayFieldStart("messages");
            for (ChatMessage message : prompt.messages()) {
                message(json, message);
            }
            json.writeEndArray();
            json.writeBooleanField("stream", delivery != Delivery.WHOLE);
            if (delivery == Delivery.STREAMED_WITH_USAGE) {
                json.writeObjectFieldStart("stream_options");
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            }
            tools(json, prompt.tools());
            parameters(json, prompt);
            json.writeEndObject();
            json.flush();
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void message(JsonGenerator json, ChatMessage message) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", switch (message.role()) {
            case SYSTEM -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        });
        if (message.toolCallId() != null) {
            json.writeStringField("tool_call_id", message.toolCallId());
        }
        json.writeFieldName("content");
        if (message.parts().stream().allMatch(ContentPart.Text.class::isInstance)) {
            json.writeString(message.text());
        } else {
            parts(json, message.parts());
        }
        if (!message.toolCalls().isEmpty()) {
            toolCalls(json, message.toolCalls());
        }
        json.writeEndObject();
    }

    private static void parts(JsonGenerator json, List<ContentPart> parts) throws IOException {
        json.writeStartArray();
        for (ContentPart part : parts) {
            json.writeStartObject();
            switch (part) {
                case ContentPart.Text(String text) -> {
                    json.writeStringField("type", "text");
                    json.writeStringField("text", text);
                }
                case ContentPart.Image(String url, String detail) -> {
                    json.writeStringField("type", "image_url");
                    json.writeObjectFieldStart("image_url");
                    json.writeStringField("url", url);
                    if (detail != null) {
                        json.writeStringField("detail", detail);
                    }
                    json.writeEndObject();
                }
                case ContentPart.Attachment attachment -> attachment(json, attachment);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void attachment(JsonGenerator json, ContentPart.Attachment file) throws IOException {
        switch (file.medium()) {
            case DOCUMENT -> {
                json.writeStringField("type", "file");
                json.writeObjectFieldStart("file");
                json.writeStringField("filename", file.name());
                json.writeStringField("file_data", file.dataUrl());
            }
            case AUDIO -> {
                json.writeStringField("type", "input_audio");
                json.writeObjectFieldStart("input_audio");
                json.writeStringField("data", file.base64());
                json.writeStringField("format", file.mimeType().matches("audio/(mpeg|mp3|mpga)") ? "mp3" : "wav");
            }
            case VIDEO -> {
                json.writeStringField("type", "video_url");
                json.writeObjectFieldStart("video_url");
                json.writeStringField("url", file.dataUrl());
            }
        }
        json.writeEndObject();
    }

    private static void toolCalls(JsonGenerator json, List<ToolCall> calls) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void tools(JsonGenerator json, List<ToolSpec> tools) throws IOException {
        if (tools.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tools");
        for (ToolSpec tool : tools) {
            json.writeStartObject();
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", tool.name());
            json.writeStringField("description", tool.description());
            json.writeObjectField("parameters", tool.parameters());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void parameters(JsonGenerator json, ChatPrompt prompt) throws IOException {
        Map<String, Object> parameters = prompt.parameters();
        Object stop = prompt.stop().isEmpty() ? parameters.get("stop") : prompt.stop();
        if (stop instanceof List<?> words ? !words.isEmpty() : stop instanceof String word && !word.isEmpty()) {
            json.writeObjectField("stop", stop);
        }
        if (prompt.user() != null) {
            json.writeStringField("user", prompt.user());
        }
        Object maxTokens = parameters.get("max_completion_tokens") == null
                ? parameters.get("max_tokens")
                : parameters.get("max_completion_tokens");
        if (maxTokens != null) {
            boolean named = maxCompletionTokens || parameters.get("max_completion_tokens") != null;
            json.writeObjectField(named ? "max_completion_tokens" : "max_tokens", maxTokens);
        }
        responseFormat(json, parameters);
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            if (parameter.getValue() != null && !OWN.contains(parameter.getKey())) {
                json.writeObjectField(parameter.getKey(), parameter.getValue());
            }
        }
    }

    /** Dify writes the format as a word and the schema as text beside it; the protocol wants one object. */
    private static void responseFormat(JsonGenerator json, Map<String, Object> parameters) throws IOException {
        Object format = parameters.get("response_format");
        if (format == null || "".equals(format)) {
            return;
        }
        if (!(format instanceof String word)) {
            json.writeObjectField("response_format", format);
            return;
        }
        json.writeObjectFieldStart("response_format");
        json.writeStringField("type", word);
        Object schema = parameters.get("json_schema");
        if (word.equals("json_schema") && schema != null) {
            json.writeObjectField("json_schema", schema instanceof String text ? parsed(text) : schema);
        }
        json.writeEndObject();
    }

    private static Object parsed(String schema) {
        try {
            return Json.MAPPER.readTree(schema);
        } catch (JsonProcessingException notJson) {
            return schema;
        }
    }
}
