package dev.difynative.models;

/** One vector per text, in the order of the texts; {@code tokens} is what the provider counted or we did. */
public record Embeddings(float[][] vectors, int tokens) {}
