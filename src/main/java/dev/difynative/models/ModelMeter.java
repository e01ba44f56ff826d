package dev.difynative.models;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import dev.difynative.billing.UsageEntry;
import dev.difynative.billing.UsageLedger;
import dev.difynative.models.provider.builtin.Builtin;
import io.vertx.core.buffer.Buffer;

/**
 * Charges what models do beside the answers of messages and runs, which are charged with these. Tokens that a provider did not
 * count are counted here, afterwards, so that nobody waits for it.
 */
@Singleton
class ModelMeter {
    private final UsageLedger ledger;
    private final Clock clock;

    ModelMeter(UsageLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** {@code requests} is 1 where the model's work is what the client has called for. */
    private record Work(Payer payer, ModelRef model, int requests) {}

    EmbeddingModel embeddings(Payer payer, ModelRef ref, EmbeddingModel model) {
        Work work = new Work(payer, ref, 0);
        return new EmbeddingModel() {
            @Override
            public String provider() { return model.provider(); }

            @Override
            public String model() { return model.model(); }

            @Override
            public int batch() { return model.batch(); }

            @Override
            public CompletableFuture<Embeddings> embed(List<String> texts, EmbedKind kind) {
                CompletableFuture<Embeddings> answer = model.embed(texts, kind);
                // What is indexed is charged before it is stored; who asks a question does not wait for the ledger.
                return kind == EmbedKind.DOCUMENT
                        ? answer.thenCompose(got -> charge(work, got.tokens(), 0).thenApply(done -> got))
                        : answer.whenComplete((got, failed) -> {
                            if (got != null) {
                                charge(work, got.tokens(), 0);
                            }
                        });
            }
        };
    }

    RerankModel rerank(Payer payer, ModelRef ref, RerankModel model) {
        Work work = new Work(payer, ref, 0);
        return new RerankModel() {
            @Override
            public String provider() { return model.provider(); }

            @Override
            public String model() { return model.model(); }

            @Override
            public CompletableFuture<Ranking> rerank(String query, List<String> documents, int topN) {
                CompletableFuture<Ranking> answer = model.rerank(query, documents, topN);
                answer.thenAcceptAsync(ranking -> charge(work, tokens(ranking, query, documents), 0), Thread::startVirtualThread);
                return answer;
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
                CompletableFuture<Buffer> answer = model.speak(text, voice);
                Work work = new Work(payer, ref, requests.getAndSet(0));
                answer.thenAcceptAsync(audio -> charge(work, TokenCounter.count(text), 0), Thread::startVirtualThread);
                return answer;
            }
        };
    }

    TranscriptionModel transcription(Payer payer, ModelRef ref, TranscriptionModel model) {
        Work work = new Work(payer, ref, 1);
        return recording -> {
            CompletableFuture<String> answer = model.transcribe(recording);
            answer.thenAcceptAsync(text -> charge(work, 0, TokenCounter.count(text)), Thread::startVirtualThread);
            return answer;
        };
    }

    CompletableFuture<ChatReply> charged(Payer payer, ModelRef ref, CompletableFuture<ChatReply> reply) {
        reply.thenAccept(said -> charge(new Work(payer, ref, 0), said.completion().promptTokens(),
                said.completion().completionTokens()));
        return reply;
    }

    private static int tokens(Ranking ranking, String query, List<String> documents) {
        return ranking.tokens() > 0
                ? ranking.tokens()
                : TokenCounter.count(query) * documents.size() + documents.stream().mapToInt(TokenCounter::count).sum();
    }

    private CompletableFuture<Void> charge(Work work, int in, int out) {
        if (work.model.provider().equals(Builtin.ID)) {
            return CompletableFuture.completedFuture(null);
        }
        Usage usage = Usage.of(Prices.of(work.model.provider(), work.model.model()), in, out, 0, null, null);
        Payer payer = work.payer;
        return ledger.add(new UsageEntry(new UsageEntry.Place(payer.tenantId(),
                payer.appId() == null ? UsageEntry.NO_APP : payer.appId(), payer.endUserId(),
                work.model.provider() + "/" + work.model.model(), UsageEntry.day(clock.instant()), usage.currency()),
                work.requests,
                in, out, new BigDecimal(usage.totalPrice())));
    }
}
