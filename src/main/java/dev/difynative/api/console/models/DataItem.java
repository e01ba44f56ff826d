package dev.difynative.api.console.models;

/** One thing, or null, in the envelope that the console expects. */
public record DataItem<T>(T data) {}
