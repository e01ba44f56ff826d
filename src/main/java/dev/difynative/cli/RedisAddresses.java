package dev.difynative.cli;

import java.net.URI;
import java.util.Arrays;

import io.vertx.redis.client.impl.RedisURI;

/** What the client of Redis would choke on in the middle of the start is found before it. */
final class RedisAddresses {
    private static final String SETTING = "quarkus.redis.hosts";

    private RedisAddresses() {}

    static void check() { Settings.find(SETTING).ifPresent(RedisAddresses::check); }

    /** The addresses may hold passwords and are not repeated. */
    static void check(String addresses) {
        if (!Arrays.stream(addresses.split(",")).map(String::strip).allMatch(RedisAddresses::isUsable)) {
            throw new CommandFailure(
                    "QUARKUS_REDIS_HOSTS must be of the form redis://host:6379 or rediss://user:password@host:6379, "
                            + "several separated by commas; leave it out to run one instance without Redis");
        }
    }

    private static boolean isUsable(String address) {
        try {
            URI uri = URI.create(address);
            String place = "unix".equals(uri.getScheme()) ? uri.getPath() : uri.getHost();
            return uri.getScheme() != null && place != null && new RedisURI(address).socketAddress() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
