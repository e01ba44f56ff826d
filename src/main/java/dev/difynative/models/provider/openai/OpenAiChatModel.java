package dev.difynative.models.provider.openai;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

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
import dev.difynative.models.provider.openai.ChatRequestWriter.Delivery;
import dev.difynative.platform.net.Target;

/** A chat model behind the OpenAI protocol. */
public final class OpenAiChatModel implements ChatModel {
    /** Targets that refuse {@code stream_options}; learnt once per process. */
    private static final Set<Target> WITHOUT_USAGE = ConcurrentHashMap.newKeySet();

    private final ProviderHttp http;
    private final ProviderEndpoint endpoint;
    private final String model;
    private final Target target;
    private final ChatRequestWriter writer;

    public OpenAiChatModel(ProviderHttp http, ProviderEndpoint endpoint, OpenAiDialect dialect, String model) {
        this.http = http;
        this.endpoint = endpoint;
        this.model = model;
        target = endpoint.at(dialect.chatPath());
        writer = new ChatRequestWriter(model, dialect.wantsMaxCompletionTokens(model));
    }

    @Override
    public String provider() { return endpoint.provider(); }

    @Override
    public String model() { return model; }

    @Override
    public Cancellable stream(ChatPrompt prompt, ChatSink sink) { return http.stream(new Streamed(prompt), prompt, sink); }

    @Override
    public CompletableFuture<ChatReply> complete(ChatPrompt prompt) {
        return http.complete(new ProviderRequest(endpoint, target, writer.write(prompt, Delivery.WHOLE)), new OpenAiDecoder(),
                prompt);
    }

    /** The body is written once, by the thread that asks, and not by the event loop that sends it. */
    private final class Streamed implements StreamedRequest {
        private final ChatPrompt prompt;
        private boolean askedForUsage = !WITHOUT_USAGE.contains(target);
        private ProviderRequest request;

        Streamed(ChatPrompt prompt) {
            this.prompt = prompt;
            request = written();
        }

        private ProviderRequest written() {
            return new ProviderRequest(endpoint, target,
                    writer.write(prompt, askedForUsage ? Delivery.STREAMED_WITH_USAGE : Delivery.STREAMED));
        }

        @Override
        public ProviderEndpoint endpoint() { return endpoint; }

        @Override
        public ProviderRequest request() { return request; }

        @Override
        public AnswerDecoder decoder() { return new OpenAiDecoder(); }

        @Override
        public boolean withoutUsage(ProviderFaults.Complaint complaint) {
            boolean refused = complaint.message().contains("stream_options") || complaint.message().contains("include_usage");
            if (!askedForUsage || !refused) {
                return false;
            }
            WITHOUT_USAGE.add(target);
            askedForUsage = false;
            request = written();
            return true;
        }
    }
}
