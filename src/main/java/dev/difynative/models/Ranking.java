package dev.difynative.models;

import java.util.List;

/**
 * What a rerank model has said.
 *
 * @param hits
 *            the best documents, best first
 * @param tokens
 *            what the provider counted; 0 when it does not say
 */
public record Ranking(List<Hit> hits, int tokens) {

    /** A document by its place in the request, and how well it fits. */
    public record Hit(int index, double score) {}
}
