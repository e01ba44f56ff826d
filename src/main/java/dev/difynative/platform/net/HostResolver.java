package dev.difynative.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import dev.difynative.platform.error.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Resolves names off the event loop and remembers them for a short time. */
final class HostResolver {
    private static final int MAX_NAMES = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private record Resolved(List<InetAddress> addresses, long until) {}

    private final ConcurrentHashMap<String, Resolved> known = new ConcurrentHashMap<>();
    private final long keepNanos;

    HostResolver(Duration keep) { keepNanos = (keep.compareTo(LONGEST) < 0 ? keep : LONGEST).toNanos(); }

    /** The addresses of a host, IPv4 first; at once and without a thread when they are known. */
    Future<List<InetAddress>> resolve(Context context, String host) {
        Resolved resolved = known.get(host);
        if (resolved != null && System.nanoTime() - resolved.until < 0) {
            return Future.succeededFuture(resolved.addresses);
        }
        Promise<List<InetAddress>> answer = Promise.promise();
        Thread.ofVirtual().name("resolve").start(() -> {
            try {
                List<InetAddress> addresses = lookUp(host);
                context.runOnContext(go -> answer.complete(addresses));
            } catch (Failure unknown) {
                context.runOnContext(go -> answer.fail(unknown));
            }
        });
        return answer.future();
    }

    private List<InetAddress> lookUp(String host) {
        try {
            List<InetAddress> addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .sorted(Comparator.comparingInt(address -> address.getAddress().length))
                    .toList();
            if (known.size() >= MAX_NAMES) {
                known.clear();
            }
            known.put(host, new Resolved(addresses, System.nanoTime() + keepNanos));
            return addresses;
        } catch (UnknownHostException | IllegalArgumentException unknown) {
            throw OutboundError.UNREACHABLE.because("The host '%s' is not known", host);
        }
    }
}
