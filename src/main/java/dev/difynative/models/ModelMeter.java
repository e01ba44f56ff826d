package dev.difynative.models;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.difynative.billing.UsageEntry;
import dev.difynative.billing.UsageLedger;
import dev.difynative.models.chat.ChatReply;
import dev.difynative.models.price.Prices;
import dev.difynative.models.price.Usage;
import dev.difynative.models.provider.builtin.Builtin;
import io.vertx.core.buffer.Buffer;

/**
 * Charges what models do beside the answers of messages and runs, which are charged with these. What a model has said is handed
 * on when its charge is stored, so that no kill loses the charge of anything that came of it; the wait is that of one commit,
 * shared by all who wait. Tokens that a provider did not count are counted here, on a thread of their own.
 */
@Singleton
class ModelMeter {
    private final UsageLedger ledger;
    private final Clock clock;
    private final ModelWatch watch;

    ModelMeter(UsageLedger ledger, Clock clock, ModelWatch watch) {
        this.ledger = ledger;
        this.clock = clock;
        this.watch = watch;
    }

    /** {@code requests} is 1 where the model's work is what the client has called for. */
    private record Work(Payer payer, ModelRef model, int requests) {}

    /** The tokens that were read and written. */
    private record Tokens(int in, int out) {}

    EmbeddingModel embeddings(Payer payer, ModelRef ref, EmbeddingModel model) {
        return isFree(ref) ? model : new EmbeddingModel() {
            @Override
            public String provider() { return model.provider(); }

            @Override
            public String model() { return model.model(); }

            @Override
            public int batch() { return model.batch(); }

            @Override
            public CompletableFuture<Embeddings> embed(List<String> texts, EmbedKind kind) {
                return charged(new Work(payer, ref, 0), "embeddings", () -> model.embed(texts, kind),
                        got -> new Tokens(got.tokens(), 0));
            }
        };
    }

    RerankModel rerank(Payer payer, ModelRef ref, RerankModel model) {
        return isFree(ref) ? model : new RerankModel() {
            @Override
            public String provider() { return model.provider(); }

            @Override
            public String model() { return model.model(); }

            @Override
            public CompletableFuture<Ranking> rerank(String query, List<String> documents, int topN) {
                return charged(new Work(payer, ref, 0), "rerank", () -> model.rerank(query, documents, topN),
                        ranking -> new Tokens(tokens(ranking, query, documents), 0));
            }
        };
    }

    SpeechModel speech(Payer payer, ModelRef ref, SpeechModel model) {
        // A long text is spoken in pieces, and is one request nevertheless.
        AtomicInteger requests = new AtomicInteger(1);
        return new SpeechModel() {
            @Override
            public int longestText() { return model.longestText(); }

            @Override
            public CompletableFuture<Buffer> speak(String text, String voice) {
                return charged(new Work(payer, ref, requests.getAndSet(0)), "text_to_speech", () -> model.speak(text, voice),
                        audio -> new Tokens(TokenCounter.count(text), 0));
            }
        };
    }

    TranscriptionModel transcription(Payer payer, ModelRef ref, TranscriptionModel model) {
        return recording -> charged(new Work(payer, ref, 1), "speech_to_text", () -> model.transcribe(recording),
                text -> new Tokens(0, TokenCounter.count(text)));
    }

    ModerationModel moderation(Payer payer, ModelRef ref, ModerationModel model) {
        return text -> charged(new Work(payer, ref, 0), "moderation", () -> model.flags(text),
                flagged -> new Tokens(TokenCounter.count(text), 0));
    }

    /** Chat models are watched already. */
    CompletableFuture<ChatReply> charged(Payer payer, ModelRef ref, CompletableFuture<ChatReply> reply) {
        return isFree(ref)
                ? reply
                : reply.thenComposeAsync(said -> charge(new Work(payer, ref, 0),
                        new Tokens(said.completion().promptTokens(), said.completion().completionTokens()))
                        .thenApply(stored -> said),
                        Thread::startVirtualThread);
    }

    private <T> CompletableFuture<T> charged(Work work, String operation, Supplier<CompletableFuture<T>> send,
            Function<T, Tokens> count) {
        WatchedCall call = watch.begin(operation, work.model.provider(), work.model.model());
        return call.send(send).thenApply(got -> {
            call.answered();
            return got;
        }).thenComposeAsync(got -> {
            Tokens tokens = count.apply(got);
            call.completed(tokens.in, tokens.out);
            return charge(work, tokens).thenApply(stored -> got);
        }, Thread::startVirtualThread).whenComplete((got, failure) -> {
            if (failure != null) {
                call.failed(failure);
            }
        });
    }

    private static boolean isFree(ModelRef model) { return model.provider().equals(Builtin.ID); }

    private static int tokens(Ranking ranking, String query, List<String> documents) {
        return ranking.tokens() > 0
                ? ranking.tokens()
                : TokenCounter.count(query) * documents.size() + documents.stream().mapToInt(TokenCounter::count).sum();
    }

    private CompletableFuture<Void> charge(Work work, Tokens tokens) {
        Usage usage = Usage.of(Prices.of(work.model.provider(), work.model.model()), tokens.in, tokens.out, 0, null, null);
        Payer payer = work.payer;
        return ledger.add(new UsageEntry(new UsageEntry.Place(payer.tenantId(),
                payer.appId() == null ? UsageEntry.NO_APP : payer.appId(), payer.endUserId(),
                work.model.provider() + "/" + work.model.model(), UsageEntry.day(clock.instant()), usage.currency()),
                work.requests, tokens.in, tokens.out, new BigDecimal(usage.totalPrice())));
    }
}
