package dev.difynative.workflow.node.llm;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.Cancellable;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ReplyCollector;
import dev.difynative.models.chat.ToolSpec;
import dev.difynative.models.price.Prices;
import dev.difynative.workflow.node.NodeContext;

/** Asks models for nodes: waits for the answer, and lets go of the connection when the run is stopped. */
@Singleton
class ModelCalls {
    private final Models models;

    /** Where models come from. */
    interface Models {
        ChatModel chat(UUID tenantId, String provider, String model);

        /** Whether a model can be given functions; one that nobody has described may be tried. */
        default boolean callsFunctions(UUID tenantId, String provider, String model) {
            return true;
        }
    }

    /** What is told while the answer comes in. */
    record Listener(Consumer<String> text, Consumer<String> reasoning) {
        static final Listener NONE = new Listener(piece -> {}, piece -> {});
    }

    @Inject
    ModelCalls(ModelRuntime runtime) {
        this(new Models() {
            @Override
            public ChatModel chat(UUID tenantId, String provider, String model) {
                return runtime.chat(tenantId, provider, model);
            }

            @Override
            public boolean callsFunctions(UUID tenantId, String provider, String model) {
                return runtime.callsFunctions(tenantId, provider, model).orElse(true);
            }
        });
    }

    ModelCalls(Models models) { this.models = models; }

    boolean callsFunctions(NodeContext context, ModelChoice choice) {
        return models.callsFunctions(context.run().tenantId(), choice.provider(), choice.name());
    }

    ReplyCollector.Collected ask(NodeContext context, ModelChoice choice, List<ChatMessage> messages, List<ToolSpec> tools,
            Listener listener) throws InterruptedException {
        ChatModel model = models.chat(context.run().tenantId(), choice.provider(), choice.name());
        ChatPrompt prompt = new ChatPrompt(messages, choice.parameters(), tools, choice.stop(), context.run().user());
        ReplyCollector collector = new ReplyCollector(Prices.of(choice.provider(), choice.name()), listener.text(),
                listener.reasoning());
        Cancellable stream = model.stream(prompt, collector);
        CompletableFuture<ReplyCollector.Collected> collected = collector.collected();
        context.onCancel(stream::cancel);
        try {
            return context.await(collected);
        } finally {
            if (!collected.isDone()) {
                stream.cancel();
            }
        }
    }
}
