package dev.difynative.models;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A rerank model with the credentials of one workspace. */
public interface RerankModel {

    String provider();

    String model();

    /** The best {@code topN} documents; the future fails with a Failure. */
    CompletableFuture<Ranking> rerank(String query, List<String> documents, int topN);
}
