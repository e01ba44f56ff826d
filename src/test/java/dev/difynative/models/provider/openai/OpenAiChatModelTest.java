package dev.difynative.models.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.models.ModelError;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.models.provider.ProviderEndpoint;
import dev.difynative.models.provider.ProviderHttp;
import dev.difynative.models.provider.ProviderHttps;
import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.RecordingSink;
import io.vertx.core.Vertx;

class OpenAiChatModelTest {
    private static final String CHAT = "/chat/completions";
    private static final String KEY = "sk-secret-123456";
    private static final ChatPrompt HELLO = ChatPrompt.of(List.of(ChatMessage.user("Say hello")));

    private static Vertx vertx;
    private static ModelServer server;
    private final RecordingSink sink = new RecordingSink();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = ModelServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void forget() { server.reset(); }

    private static OpenAiChatModel model(String name, Map<String, String> settings) {
        return model(server.url() + "/v1", name, settings);
    }

    private static OpenAiChatModel model(String base, String name, Map<String, String> settings) {
        return model(base, name, KEY, settings);
    }

    private static OpenAiChatModel model(String base, String name, String key, Map<String, String> settings) {
        ProviderHttp http = ProviderHttps.with(vertx, settings);
        ProviderEndpoint endpoint = new ProviderEndpoint("openai", base, null, Map.of("authorization", "Bearer " + key),
                List.of(key));
        return new OpenAiChatModel(http, endpoint, new OpenAiDialect(CHAT, "/embeddings", 2, true, false), name);
    }

    private static OpenAiChatModel model() { return model("gpt-4o-mini", Map.of()); }

    @Test
    void eachPieceIsHandedOnAsTheProviderCutIt() {
        model().stream(HELLO, sink);
        assertEquals(new Completion("stop", 19, 10, false), sink.completion());
        assertEquals(List.of("Hello", " wörld", " 你好\n", "👋\"!\""), sink.texts);
    }

    @Test
    void theNetworksCutMakesNoDifference() {
        for (int size : new int[]{1, 7, 64, 1000}) {
            server.reply(CHAT, ModelReply.transcript("openai/chat-hello.txt").inPiecesOf(size));
            RecordingSink each = new RecordingSink();
            model().stream(HELLO, each);
            assertEquals(10, each.completion().completionTokens());
            assertEquals(List.of("Hello", " wörld", " 你好\n", "👋\"!\""), each.texts);
        }
    }

    @Test
    void theSinkIsCalledOnTheEventLoopOfTheCaller() {
        CompletableFuture<Thread> loop = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(go -> {
            model().stream(HELLO, sink);
            loop.complete(Thread.currentThread());
        });
        sink.completion();
        assertSame(loop.join(), sink.thread);
    }

    @Test
    void theRequestCarriesKeyParametersAndNoNulls() {
        Map<String, Object> parameters = new HashMap<>(Map.of("temperature", 0.2, "max_tokens", 64, "response_format",
                "json_object", "enable_thinking", false, "stream", false));
        parameters.put("seed", null);
        model().stream(
                new ChatPrompt(List.of(ChatMessage.system("Be brief"), ChatMessage.user("Hi")), parameters, null, List.of("END"),
                        "user-1"),
                sink);
        sink.completion();
        JsonNode body = server.lastAsked().json();
        assertEquals("Bearer " + KEY, server.lastAsked().headers().get("authorization"));
        assertEquals("""
                {"model":"gpt-4o-mini","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Hi"}],\
                "stream":true,"stream_options":{"include_usage":true},"stop":["END"],"user":"user-1","max_tokens":64,\
                "response_format":{"type":"json_object"}}""", without(body, "temperature", "enable_thinking"));
        assertEquals(0.2, body.get("temperature").doubleValue());
        assertFalse(body.get("enable_thinking").booleanValue());
        assertFalse(body.has("seed"));
    }

    private static String without(JsonNode body, String... names) {
        return ((ObjectNode) body.deepCopy()).remove(Arrays.asList(names)).toString();
    }

    @Test
    void reasoningModelsGetTheNewNameOfTheTokenLimit() {
        model("o4-mini", Map.of()).stream(HELLO.with(Map.of("max_tokens", 5)), sink);
        sink.completion();
        assertEquals(5, server.lastAsked().json().get("max_completion_tokens").intValue());
        assertFalse(server.lastAsked().json().has("max_tokens"));
    }

    @Test
    void imagesAndToolAnswersAreWrittenInTheProtocolsForm() {
        model().stream(ChatPrompt.of(List.of(
                ChatMessage
                        .user(List.of(new ContentPart.Text("What?"), new ContentPart.Image("data:image/png;base64,AA==", "low"))),
                ChatMessage.assistant(null, List.of(new ToolCall("call_1", "look", "{}"))), ChatMessage.tool("call_1", "a cat"))),
                sink);
        sink.completion();
        assertEquals("""
                [{"role":"user","content":[{"type":"text","text":"What?"},\
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}}]},\
                {"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":"{}"}}]},\
                {"role":"tool","tool_call_id":"call_1","content":"a cat"}]""",
                server.lastAsked().json().get("messages").toString());
    }

    @Test
    void filesAreWrittenInTheProtocolsForm() {
        model().stream(ChatPrompt.of(List.of(ChatMessage.user(List.of(
                new ContentPart.Attachment(ContentPart.Medium.DOCUMENT, "a.pdf", "application/pdf", "AA=="),
                new ContentPart.Attachment(ContentPart.Medium.AUDIO, "b.mp3", "audio/mpeg", "BB=="),
                new ContentPart.Attachment(ContentPart.Medium.VIDEO, "c.mp4", "video/mp4", "CC=="))))), sink);
        sink.completion();
        assertEquals("""
                [{"role":"user","content":[\
                {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}},\
                {"type":"input_audio","input_audio":{"data":"BB==","format":"mp3"}},\
                {"type":"video_url","video_url":{"url":"data:video/mp4;base64,CC=="}}]}]""",
                server.lastAsked().json().get("messages").toString());
    }

    @Test
    void toolCallsArriveJoined() {
        server.reply(CHAT, ModelReply.transcript("openai/chat-tools.txt"));
        model().stream(
                new ChatPrompt(HELLO.messages(), null, List.of(new ToolSpec("get_weather", "Weather", Map.of("type", "object"))),
                        null, null),
                sink);
        assertEquals("tool_calls", sink.completion().finishReason());
        assertEquals(List.of(new ToolCall("call_DdmO9pD3xa9XTPNJ32zg2hcA", "get_weather", "{\"city\":\"Zürich\"}"),
                new ToolCall("call_2", "get_time", "{}")), sink.calls);
    }

    @Test
    void missingUsageIsCountedHere() {
        server.reply(CHAT, ModelReply.transcript("openai/chat-no-usage.txt"));
        model().stream(HELLO, sink);
        Completion completion = sink.completion();
        assertTrue(completion.estimated());
        assertEquals("length", completion.finishReason());
        // "Hm, One two three four" by cl100k_base.
        assertEquals(7, completion.completionTokens(), completion::toString);
        assertEquals(List.of("Hm, "), sink.reasonings);
    }

    @Test
    void aProviderThatRefusesTheUsageOptionIsAskedWithoutIt() {
        try (ModelServer strict = ModelServer.start()) {
            strict.reply(CHAT, ModelReply.transcript("openai/error-stream-options.txt"), ModelReply.saying("ok"));
            OpenAiChatModel model = model(strict.url() + "/v1", "m", Map.of());
            model.stream(HELLO, sink);
            sink.completion();
            model.stream(HELLO, new RecordingSink());
            Eventually.isTrue("a third request", () -> strict.asked().size() == 3);
            assertEquals(List.of(true, false, false),
                    strict.asked().stream().map(asked -> asked.json().has("stream_options")).toList());
        }
    }

    @Test
    void busyAndFailingProvidersAreAskedAgainBeforeTheFirstToken() {
        server.reply(CHAT, ModelReply.transcript("openai/error-429.txt"), ModelReply.of(503, "text/plain", "upstream"),
                ModelReply.saying("at last"));
        model().stream(HELLO, sink);
        sink.completion();
        assertEquals("at last", sink.text());
        assertEquals(3, server.asked().size());
    }

    @Test
    void retriesEndAndTheProvidersWordsAreTold() {
        server.reply(CHAT, ModelReply.transcript("openai/error-429.txt"));
        model().stream(HELLO, sink);
        Failure failure = sink.failure();
        assertEquals(ModelError.COMPLETION_REQUEST_ERROR, failure.code());
        assertTrue(failure.getMessage().startsWith("Rate limit reached for gpt-4o-mini"), failure.getMessage());
        assertEquals(3, server.asked().size());
    }

    @Test
    void anEmptyAccountIsNotAskedAgain() {
        server.reply(CHAT, ModelReply.transcript("openai/error-quota.txt"));
        model().stream(HELLO, sink);
        assertEquals(ModelError.PROVIDER_QUOTA_EXCEEDED, sink.failure().code());
        assertEquals(1, server.asked().size());
    }

    @Test
    void aWrongKeyIsNamedWithoutBeingShown() {
        server.reply(CHAT, ModelReply.transcript("openai/error-401.txt"));
        model().stream(HELLO, sink);
        assertEquals("Incorrect API key provided", sink.failure().getMessage());
        assertEquals(ModelError.COMPLETION_REQUEST_ERROR, sink.failure().code());
    }

    @Test
    void anUnknownModelIsNamed() {
        server.reply(CHAT, ModelReply.transcript("openai/error-model.txt"));
        model().stream(HELLO, sink);
        assertEquals(ModelError.MODEL_CURRENTLY_NOT_SUPPORT, sink.failure().code());
    }

    @Test
    void aKeyThatNoHeaderHoldsIsToldAtOnceWithoutBeingShown() {
        model(server.url() + "/v1", "gpt-4o-mini", KEY + "\nhalf", Map.of()).stream(HELLO, sink);
        assertEquals("The value of the header 'authorization' has a line break or another control character",
                sink.failure().getMessage());
        assertTrue(server.asked().isEmpty());
    }

    @Test
    void theKeyNeverAppearsInAMessage() {
        server.reply(CHAT,
                ModelReply.of(400, "application/json", "{\"error\":\"bad header Bearer " + KEY + " " + "x".repeat(900) + "\"}"));
        model().stream(HELLO, sink);
        String message = sink.failure().getMessage();
        assertTrue(message.startsWith("bad header Bearer *** x"), message);
        assertEquals(500, message.length());
    }

    @Test
    void aStreamThatBreaksOffFails() {
        server.reply(CHAT, ModelReply.transcript("openai/chat-hello.txt").breakingAfter(3));
        model().stream(HELLO, sink);
        assertEquals("The model provider 'openai' broke off the answer", sink.failure().getMessage());
        assertEquals("Hello wörld", sink.text());
        assertEquals(1, server.asked().size());
    }

    @Test
    void aStreamThatEndsWithoutItsEndFails() {
        server.reply(CHAT, ModelReply.of(200, "text/event-stream",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}\n\n"));
        model().stream(HELLO, sink);
        assertEquals("The model provider 'openai' broke off the answer", sink.failure().getMessage());
    }

    @Test
    void aComplaintInTheMiddleOfTheStreamIsAFailure() {
        server.reply(CHAT, ModelReply.transcript("openai/chat-error-in-stream.txt"));
        model().stream(HELLO, sink);
        assertTrue(sink.failure().getMessage().startsWith("The server had an error"), sink.failure().getMessage());
        assertEquals("Half an", sink.text());
    }

    @Test
    void aSilentProviderIsGivenUp() {
        server.reply(CHAT, ModelReply.transcript("openai/chat-hello.txt").hangingAfter(2));
        model("m", Map.of("dify.models.idle-timeout", "150ms")).stream(HELLO, sink);
        assertTrue(sink.failure().getMessage().contains("was silent"), sink.failure().getMessage());
        Eventually.isTrue("the provider notices", () -> server.cancelled() == 1 && server.open() == 0);
    }

    @Test
    void aProviderThatNeverBeginsIsGivenUp() {
        server.reply(CHAT, ModelReply.saying("late").after(Duration.ofDays(1)));
        model("m", Map.of("dify.models.first-byte-timeout", "150ms")).stream(HELLO, sink);
        assertTrue(sink.failure().getMessage().contains("was silent"), sink.failure().getMessage());
        // A machine that stands still may give it up before it is asked.
        Eventually.isTrue("the provider notices", () -> server.cancelled() == server.asked().size());
    }

    @Test
    void aCancelledStreamStopsTheProviderAndIsNeverEnded() throws InterruptedException {
        server.reply(CHAT, ModelReply.saying("a", "b", "c").hangingAfter(2));
        Cancellable stream = model().stream(HELLO, sink);
        Eventually.isTrue("the first piece", () -> sink.pieces() > 0);
        stream.cancel();
        Eventually.isTrue("the provider notices", () -> server.cancelled() == 1);
        Thread.sleep(150);
        assertFalse(sink.ended());
        stream.cancel();
    }

    @Test
    void nobodyThereIsAFailureAfterTheRetries() {
        model("http://127.0.0.1:1/v1", "m", Map.of()).stream(HELLO, sink);
        assertTrue(sink.failure().getMessage().contains("cannot be reached"), sink.failure().getMessage());
    }

    @Test
    void aConnectionIsUsedAgain() {
        for (int i = 0; i < 3; i++) {
            RecordingSink each = new RecordingSink();
            model().stream(HELLO, each);
            each.completion();
        }
        assertEquals(3, server.asked().size());
        assertEquals(0, server.cancelled());
    }

    @Test
    void aWholeAnswerComesInOnePiece() {
        ChatReply reply = model().complete(HELLO).join();
        assertEquals("Hello! How can I assist you today?", reply.text());
        assertNull(reply.reasoning());
        assertEquals(new Completion("stop", 19, 10, false), reply.completion());
        assertFalse(server.lastAsked().json().get("stream").booleanValue());
    }

    @Test
    void aProviderThatDoesNotStreamIsUnderstoodAllTheSame() {
        server.reply(CHAT, ModelReply.transcript("openai/chat-whole.txt"));
        model().stream(HELLO, sink);
        assertEquals(10, sink.completion().completionTokens());
        assertEquals(List.of("Hello! How can I assist you today?"), sink.texts);
    }
}
