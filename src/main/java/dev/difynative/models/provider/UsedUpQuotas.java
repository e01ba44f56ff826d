package dev.difynative.models.provider;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials whose provider has lately said that their quota is used up, as this process has heard it. Forgotten after some
 * minutes, because nobody tells when a quota has been filled up again.
 */
final class UsedUpQuotas {
    private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 10_000;
    private static final ConcurrentHashMap<Key, Long> SAID_AT = new ConcurrentHashMap<>();

    private record Key(String base, Map<String, String> headers) {
        static Key of(ProviderEndpoint endpoint) { return new Key(endpoint.base(), endpoint.headers()); }
    }

    private UsedUpQuotas() {}

    static void note(ProviderEndpoint endpoint) {
        if (SAID_AT.size() >= MOST) {
            SAID_AT.clear();
        }
        SAID_AT.put(Key.of(endpoint), System.nanoTime());
    }

    static boolean contain(ProviderEndpoint endpoint) {
        Long saidAt = SAID_AT.isEmpty() ? null : SAID_AT.get(Key.of(endpoint));
        return saidAt != null && System.nanoTime() - saidAt < REMEMBERED_NANOS;
    }
}
