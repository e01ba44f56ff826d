package dev.difynative.models;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A rerank model with the credentials of one workspace. */
public interface RerankModel {

    String provider();

    String model();

    /** The best {@code topN} documents, best first; the future fails with a Failure. */
    CompletableFuture<List<Hit>> rerank(String query, List<String> documents, int topN);

    /** A document by its place in the request, and how well it fits. */
    record Hit(int index, double score) {}
}
