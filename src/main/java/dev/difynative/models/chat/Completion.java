package dev.difynative.models.chat;

/** How an answer ended; {@code estimated} says that the provider sent no usage and the tokens were counted here. */
public record Completion(String finishReason, int promptTokens, int completionTokens, boolean estimated) {}
