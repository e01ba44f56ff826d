package dev.difynative.models;

/** A model by the provider's bare id and the model's name. */
public record ModelRef(String provider, String model) {}
