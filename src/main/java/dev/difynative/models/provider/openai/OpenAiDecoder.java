package dev.difynative.models.provider.openai;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.provider.AnswerDecoder;
import dev.difynative.models.provider.Json;
import dev.difynative.models.provider.ProviderFaults.Complaint;
import dev.difynative.models.provider.RepeatedPiece;

/** Walks through {@code chat.completion(.chunk)} documents without building a tree: this runs once per streamed piece. */
final class OpenAiDecoder implements AnswerDecoder {
    private final ToolCallParts toolCalls = new ToolCallParts();
    private final RepeatedPiece lastPiece = new RepeatedPiece();
    private boolean ended;
    private Complaint complaint;
    private String finishReason;
    private int promptTokens = -1;
    private int completionTokens = -1;
    // Of the event that is being read: how much it says, and where its text is.
    private int texts;
    private int others;
    private int textStart;
    private int textEnd;

    @Override
    public void event(byte[] bytes, int offset, int length, Pieces pieces) throws IOException {
        if (bytes[offset] == '[' && length >= 6 && bytes[offset + 1] == 'D' && bytes[offset + 5] == ']') {
            ended = true;
            return;
        }
        String repeated = lastPiece.textOf(bytes, offset, length);
        if (repeated != null) {
            pieces.text(repeated);
            return;
        }
        texts = 0;
        others = 0;
        try (JsonParser parser = Json.FACTORY.createParser(bytes, offset, length)) {
            document(parser, pieces);
        }
        if (texts == 1 && others == 0) {
            lastPiece.remember(bytes, offset, length, textStart, textEnd);
        }
    }

    @Override
    public void whole(byte[] document, Pieces pieces) throws IOException { event(document, 0, document.length, pieces); }

    private void document(JsonParser parser, Pieces pieces) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("Not a JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "choices" -> choices(parser, value, pieces);
                case "usage" -> usage(parser, value);
                case "error" -> complaint(parser, value);
                default -> parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("The JSON object has no end");
        }
    }

    private void choices(JsonParser parser, JsonToken value, Pieces pieces) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        // One answer is asked for, so the first choice is the only one.
        boolean first = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (first) {
                choice(parser, pieces);
                first = false;
            } else {
                parser.skipChildren();
            }
        }
    }

    private void choice(JsonParser parser, Pieces pieces) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "delta", "message" -> delta(parser, value, pieces);
                case "finish_reason" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        others++;
                        finishReason = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
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
            JsonToken value = parser.nextToken();
            switch (name) {
                case "content", "refusal" -> content(parser, value, pieces);
                case "reasoning_content", "reasoning" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        others++;
                        pieces.reasoning(parser.getText());
                    } else {
                        parser.skipChildren();
                    }
                }
                case "tool_calls" -> toolCalls(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    /** Text, or (with some providers) a list of typed parts. */
    private void content(JsonParser parser, JsonToken value, Pieces pieces) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            textStart = RepeatedPiece.start(parser);
            pieces.text(parser.getText());
            textEnd = RepeatedPiece.end(parser);
            texts++;
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        others++;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken part = parser.nextToken();
                if (name.equals("text") && part == JsonToken.VALUE_STRING) {
                    pieces.text(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void toolCalls(JsonParser parser, JsonToken start) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            others++;
            JsonNode part = Json.MAPPER.readTree(parser);
            toolCalls.add(part);
        }
    }

    private void usage(JsonParser parser, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        others++;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && name.equals("prompt_tokens")) {
                promptTokens = parser.getIntValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("completion_tokens")) {
                completionTokens = parser.getIntValue();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void complaint(JsonParser parser, JsonToken value) throws IOException {
        others++;
        if (value == JsonToken.VALUE_STRING) {
            complaint = new Complaint(null, parser.getText());
        } else if (value == JsonToken.START_OBJECT) {
            JsonNode error = Json.MAPPER.readTree(parser);
            String code = error.path("code").isTextual() ? error.path("code").textValue() : error.path("type").textValue();
            complaint = new Complaint(code, error.path("message").asText("The provider reported an error"));
        } else {
            parser.skipChildren();
        }
    }

    @Override
    public boolean ended() { return ended; }

    @Override
    public boolean complete() { return finishReason != null; }

    @Override
    public Complaint complaint() { return complaint; }

    @Override
    public String finishReason() { return finishReason; }

    @Override
    public int promptTokens() { return promptTokens; }

    @Override
    public int completionTokens() { return completionTokens; }

    @Override
    public List<ToolCall> toolCalls() { return toolCalls.joined(); }
}
