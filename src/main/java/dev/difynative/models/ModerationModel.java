package dev.difynative.models;

import java.util.concurrent.CompletableFuture;

/** A model that decides whether a text may be said. */
public interface ModerationModel {

    /** Whether the model objects to the text. */
    CompletableFuture<Boolean> flags(String text);
}
