package dev.difynative.platform.cache;

import java.util.UUID;
import java.util.function.Function;

/** How a cache's keys are written for the other instances, and read back. */
public record KeyText<K>(Function<K, String> write, Function<String, K> read) {
    public static final KeyText<String> STRINGS = new KeyText<>(key -> key, text -> text);
    public static final KeyText<UUID> UUIDS = new KeyText<>(UUID::toString, UUID::fromString);
}
