package dev.difynative.models;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An embedding model with the credentials of one workspace. */
public interface EmbeddingModel {

    String provider();

    String model();

    /** How many texts one request to the provider has at most. */
    int batch();

    /** Embeds any number of texts in batches of the provider's size; the future fails with a Failure. */
    CompletableFuture<Embeddings> embed(List<String> texts, EmbedKind kind);
}
