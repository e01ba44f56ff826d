package dev.difynative.models.provider.anthropic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.provider.AnswerDecoder;
import dev.difynative.models.provider.Json;
import dev.difynative.models.provider.ProviderFaults.Complaint;

/** Understands the events of {@code /v1/messages}; pieces of text are read without building a tree. */
final class AnthropicDecoder implements AnswerDecoder {
    private final Map<Integer, Block> tools = new LinkedHashMap<>();
    private boolean ended;
    private Complaint complaint;
    private String stopReason;
    private int inputTokens = -1;
    private int outputTokens = -1;
    // Of the event that is being read.
    private int index;
    private String partialJson;
    private JsonNode startedBlock;

    private record Block(String id, String name, StringBuilder arguments) {}

    @Override
    public void event(byte[] bytes, int offset, int length, Pieces pieces) throws IOException {
        index = 0;
        partialJson = null;
        startedBlock = null;
        try (JsonParser parser = Json.FACTORY.createParser(bytes, offset, length)) {
            fields(parser, pieces);
        }
        if (startedBlock != null) {
            started(startedBlock, pieces);
        }
        if (partialJson != null && tools.containsKey(index)) {
            tools.get(index).arguments().append(partialJson);
        }
    }

    private void fields(JsonParser parser, Pieces pieces) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("Not a JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "type" -> ended |= value == JsonToken.VALUE_STRING && parser.getText().equals("message_stop");
                case "index" -> index = parser.getValueAsInt();
                case "delta" -> delta(parser, value, pieces);
                case "content_block" -> startedBlock = Json.MAPPER.readTree(parser);
                case "message" -> {
                    JsonNode message = Json.MAPPER.readTree(parser);
                    usage(message.path("usage"));
                }
                case "usage" -> {
                    JsonNode usage = Json.MAPPER.readTree(parser);
                    usage(usage);
                }
                case "error" -> {
                    JsonNode error = Json.MAPPER.readTree(parser);
                    complaint(error);
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void delta(JsonParser parser, JsonToken start, Pieces pieces) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                continue;
            }
            switch (name) {
                case "text" -> pieces.text(parser.getText());
                case "thinking" -> pieces.reasoning(parser.getText());
                case "partial_json" -> partialJson = parser.getText();
                case "stop_reason" -> stopReason = parser.getText();
                default -> {
                }
            }
        }
    }

    private void started(JsonNode block, Pieces pieces) {
        switch (block.path("type").asText()) {
            case "tool_use" ->
                tools.put(index, new Block(block.path("id").asText(), block.path("name").asText(), new StringBuilder()));
            case "text" -> pieces.text(block.path("text").asText());
            default -> {
            }
        }
    }

    @Override
    public void whole(byte[] document, Pieces pieces) throws IOException {
        JsonNode message = Json.MAPPER.readTree(document);
        if (message.path("error").isObject()) {
            complaint(message.path("error"));
            return;
        }
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> pieces.text(block.path("text").asText());
                case "thinking" -> pieces.reasoning(block.path("thinking").asText());
                case "tool_use" -> tools.put(tools.size(), new Block(block.path("id").asText(), block.path("name").asText(),
                        new StringBuilder(block.path("input").toString())));
                default -> {
                }
            }
        }
        stopReason = message.path("stop_reason").textValue();
        usage(message.path("usage"));
    }

    private void usage(JsonNode usage) {
        if (usage.path("input_tokens").isInt()) {
            inputTokens = usage.path("input_tokens").intValue() + usage.path("cache_creation_input_tokens").asInt()
                    + usage.path("cache_read_input_tokens").asInt();
        }
        if (usage.path("output_tokens").isInt()) {
            outputTokens = usage.path("output_tokens").intValue();
        }
    }

    private void complaint(JsonNode error) {
        complaint = new Complaint(error.path("type").textValue(), error.path("message").asText("The provider reported an error"));
    }

    @Override
    public boolean ended() { return ended; }

    @Override
    public boolean complete() { return stopReason != null; }

    @Override
    public Complaint complaint() { return complaint; }

    /** In the words of the OpenAI protocol, which everything else here speaks. */
    @Override
    public String finishReason() {
        return switch (stopReason) {
            case "end_turn", "stop_sequence" -> "stop";
            case "max_tokens" -> "length";
            case "tool_use" -> "tool_calls";
            case null, default -> stopReason;
        };
    }

    @Override
    public int promptTokens() { return inputTokens; }

    @Override
    public int completionTokens() { return outputTokens; }

    @Override
    public List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (Block block : tools.values()) {
            calls.add(new ToolCall(block.id(), block.name(), block.arguments().isEmpty() ? "{}" : block.arguments().toString()));
        }
        return calls;
    }
}
