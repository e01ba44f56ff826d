package dev.difynative.platform.net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How this service calls other machines. */
@ConfigMapping(prefix = "dify.outbound")
public interface OutboundConfig {

    /** Hosts that users may reach although their addresses are private: names, or {@code *.suffix}. */
    Optional<List<String>> allowedHosts();

    /** Whether users may reach private addresses of any host. */
    @WithDefault("false")
    boolean allowPrivate();

    /** Whether addresses that administrators configure may be private. */
    @WithDefault("true")
    boolean adminPrivate();

    @WithDefault("10s")
    Duration connectTimeout();

    /** How long an idle connection is kept for the next request to the same host. */
    @WithDefault("60s")
    Duration keepAlive();

    /** Connections to one host, per event loop. */
    @WithDefault("10000")
    int maxConnections();

    /** How long a resolved name is used again; 30 s at most. */
    @WithDefault("10s")
    Duration dnsCache();

    /** Certificates (PEM) to trust beside the public ones. */
    Optional<Path> caFile();

    /** An HTTP proxy for all calls. */
    Proxy proxy();

    /** An HTTP proxy; it then resolves the names of plain http targets itself. */
    interface Proxy {
        Optional<String> host();

        @WithDefault("3128")
        int port();

        Optional<String> username();

        Optional<String> password();
    }
}
