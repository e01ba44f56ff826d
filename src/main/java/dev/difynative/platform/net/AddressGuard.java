package dev.difynative.platform.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.difynative.platform.error.Failure;

/** Decides which addresses may be called; it sees resolved addresses, so every spelling of one is covered. */
final class AddressGuard {
    private static final Set<String> METADATA_NAMES = Set.of("metadata.google.internal", "metadata.goog", "metadata");

    private final List<String> allowedHosts;
    private final boolean allowPrivate;
    private final boolean adminPrivate;

    AddressGuard(List<String> allowedHosts, boolean allowPrivate, boolean adminPrivate) {
        this.allowedHosts = allowedHosts.stream().map(AddressGuard::normal).toList();
        this.allowPrivate = allowPrivate;
        this.adminPrivate = adminPrivate;
    }

    static AddressGuard of(OutboundConfig config) {
        return new AddressGuard(config.allowedHosts().orElse(List.of()), config.allowPrivate(), config.adminPrivate());
    }

    /** Throws when one of the host's addresses is out of bounds: a name that leads to both is not to be trusted either. */
    void check(OutboundPolicy policy, String host, List<InetAddress> addresses) {
        String name = normal(host);
        if (METADATA_NAMES.contains(name)) {
            throw blocked(host);
        }
        boolean privateAllowed = allowedHosts.stream().anyMatch(allowed -> matches(allowed, name)) || switch (policy) {
            case UNTRUSTED -> allowPrivate;
            case ADMIN -> adminPrivate;
        };
        for (InetAddress address : addresses) {
            boolean allowed = switch (AddressClass.of(address)) {
                case PUBLIC -> true;
                case PRIVATE -> privateAllowed;
                case FORBIDDEN -> false;
            };
            if (!allowed) {
                throw blocked(host);
            }
        }
    }

    private static Failure blocked(String host) {
        return OutboundError.ADDRESS_BLOCKED.because("The address of '%s' is not one that this service calls", host);
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed);
    }

    private static String normal(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
