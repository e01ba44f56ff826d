package dev.difynative.models.provider.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.models.chat.ToolCall;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.models.provider.ProviderEndpoint;
import dev.difynative.models.provider.ProviderHttps;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.RecordingSink;
import io.vertx.core.Vertx;

class AnthropicChatModelTest {
    private static final String PATH = "/v1/messages";
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

    private static AnthropicChatModel model() { return model("claude-sonnet-4-5"); }

    private static AnthropicChatModel model(String name) {
        ProviderEndpoint endpoint = new ProviderEndpoint("anthropic", server.url(), null,
                Map.of("x-api-key", "sk-ant-1", "anthropic-version", "2023-06-01"), List.of("sk-ant-1"));
        return new AnthropicChatModel(ProviderHttps.with(vertx, Map.of()), endpoint, name);
    }

    @Test
    void textThinkingAndUsageAreReadFromTheEvents() {
        for (int size : new int[]{1, 11, 100_000}) {
            server.reply(PATH, ModelReply.transcript("anthropic/messages-hello.txt").inPiecesOf(size));
            RecordingSink each = new RecordingSink();
            model().stream(HELLO, each);
            assertEquals(new Completion("stop", 30, 15, false), each.completion());
            assertEquals(List.of("Hello", " 世界!"), each.texts);
            assertEquals(List.of("A greeting."), each.reasonings);
        }
        assertEquals("sk-ant-1", server.lastAsked().headers().get("x-api-key"));
    }

    @Test
    void toolCallsArriveJoined() {
        server.reply(PATH, ModelReply.transcript("anthropic/messages-tools.txt"));
        model().stream(HELLO, sink);
        assertEquals(new Completion("tool_calls", 472, 89, false), sink.completion());
        assertEquals(List.of(new ToolCall("toolu_01T1x1fJ34qAmk2tNTrN7Up6", "get_weather", "{\"location\": \"San Francisco\"}")),
                sink.calls);
    }

    @Test
    void aComplaintInTheStreamIsAFailure() {
        server.reply(PATH, ModelReply.transcript("anthropic/messages-overloaded.txt"));
        model().stream(HELLO, sink);
        assertEquals("Overloaded", sink.failure().getMessage());
    }

    @Test
    void aWholeAnswerComesInOnePiece() {
        server.reply(PATH, ModelReply.transcript("anthropic/messages-whole.txt"));
        ChatReply reply = model().complete(HELLO).join();
        assertEquals("Hello!", reply.text());
        assertEquals(new Completion("stop", 12, 6, false), reply.completion());
    }

    @Test
    void documentsAreWrittenInTheProtocolsForm() {
        server.reply(PATH, ModelReply.transcript("anthropic/messages-hello.txt"));
        model().stream(ChatPrompt.of(List.of(ChatMessage.user(List.of(
                new ContentPart.Attachment(ContentPart.Medium.DOCUMENT, "a.pdf", "application/pdf", "AA=="),
                new ContentPart.Attachment(ContentPart.Medium.DOCUMENT, "b.txt", "text/plain", "aGk="))))), sink);
        sink.completion();
        assertEquals("""
                [{"role":"user","content":[\
                {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"AA=="}},\
                {"type":"document","title":"b.txt","source":{"type":"text","media_type":"text/plain","data":"hi"}}]}]""",
                server.lastAsked().json().get("messages").toString());
    }

    @Test
    void thePromptIsWrittenInTheProtocolsForm() {
        server.reply(PATH, ModelReply.transcript("anthropic/messages-hello.txt"));
        model().stream(new ChatPrompt(
                List.of(ChatMessage.system("Be brief"),
                        ChatMessage.user(
                                List.of(new ContentPart.Text("What?"), new ContentPart.Image("data:image/png;base64,AA==", null),
                                        new ContentPart.Image("https://example.com/a.png", "high"))),
                        ChatMessage.assistant("",
                                List.of(new ToolCall("t1", "look", "{\"at\":1}"), new ToolCall("t2", "look", "{}"))),
                        ChatMessage.tool("t1", "a cat"), ChatMessage.tool("t2", "a dog")),
                Map.of("top_p", 0.5, "presence_penalty", 1), List.of(new ToolSpec("look", "Looks", Map.of("type", "object"))),
                List.of("END"),
                "user-1"), sink);
        sink.completion();
        assertEquals("""
                {"model":"claude-sonnet-4-5","max_tokens":4096,"system":"Be brief","messages":[{"role":"user","content":[\
                {"type":"text","text":"What?"},\
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}},\
                {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}]},\
                {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"look","input":{"at":1}},\
                {"type":"tool_use","id":"t2","name":"look","input":{}}]},\
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"a cat"},\
                {"type":"tool_result","tool_use_id":"t2","content":"a dog"}]}],"stream":true,\
                "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object"}}],"stop_sequences":["END"],\
                "metadata":{"user_id":"user-1"},"top_p":0.5}""", server.lastAsked().body());
    }

    @Test
    void modelsThatSampleByThemselvesAreNotToldHow() {
        server.reply(PATH, ModelReply.transcript("anthropic/messages-hello.txt"));
        RecordingSink sink = new RecordingSink();
        model("claude-sonnet-5").stream(ChatPrompt.of(List.of(ChatMessage.user("Hi")))
                .with(Map.of("temperature", 0, "top_k", 5, "max_tokens", 9)), sink);
        sink.completion();
        assertEquals("""
                {"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],\
                "stream":true}""", server.lastAsked().body());
    }
}
