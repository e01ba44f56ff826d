package dev.difynative.models.provider.builtin;

/** Names of the built-in provider and its two models. */
public final class Builtin {
    public static final String ID = "builtin";
    public static final String CHAT_MODEL = "builtin-extractive";
    public static final String EMBEDDING_MODEL = "builtin-hash-embedding";

    private Builtin() {}
}
