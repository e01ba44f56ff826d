package dev.difynative.models.provider.anthropic;

import java.util.concurrent.CompletableFuture;

import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.chat.ChatSink;
import dev.difynative.models.provider.AnswerDecoder;
import dev.difynative.models.provider.ProviderEndpoint;
import dev.difynative.models.provider.ProviderFaults;
import dev.difynative.models.provider.ProviderHttp;
import dev.difynative.models.provider.ProviderRequest;
import dev.difynative.models.provider.StreamedRequest;
import dev.difynative.platform.net.Target;

/** A chat model behind Anthropic's protocol. */
public final class AnthropicChatModel implements ChatModel {
    private static final String PATH = "/v1/messages";

    private final ProviderHttp http;
    private final ProviderEndpoint endpoint;
    private final String model;
    private final Target target;
    private final MessagesRequestWriter writer;

    public AnthropicChatModel(ProviderHttp http, ProviderEndpoint endpoint, String model) {
        this.http = http;
        this.endpoint = endpoint;
        this.model = model;
        target = endpoint.at(PATH);
        writer = new MessagesRequestWriter(model);
    }

    private record Streamed(ProviderEndpoint endpoint, ProviderRequest request) implements StreamedRequest {

        @Override
        public AnswerDecoder decoder() { return new AnthropicDecoder(); }

        @Override
        public boolean withoutUsage(ProviderFaults.Complaint complaint) { return false; }
    }

    @Override
    public String provider() { return endpoint.provider(); }

    @Override
    public String model() { return model; }

    @Override
    public Cancellable stream(ChatPrompt prompt, ChatSink sink) {
        ProviderRequest request = new ProviderRequest(endpoint, target, writer.write(prompt, true));
        return http.stream(new Streamed(endpoint, request), prompt, sink);
    }

    @Override
    public CompletableFuture<ChatReply> complete(ChatPrompt prompt) {
        return http.complete(new ProviderRequest(endpoint, target, writer.write(prompt, false)), new AnthropicDecoder(), prompt);
    }
}
