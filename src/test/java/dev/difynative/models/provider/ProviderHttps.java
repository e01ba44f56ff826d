package dev.difynative.models.provider;

import java.util.HashMap;
import java.util.Map;

import dev.difynative.platform.net.OutboundClients;
import dev.difynative.testsupport.Configs;
import io.vertx.core.Vertx;

/** Makes the provider client for tests without a container; retries do not wait long. */
public final class ProviderHttps {
    private ProviderHttps() {}

    public static ProviderHttp with(Vertx vertx, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("dify.models.retry-delay", "5ms"));
        all.putAll(settings);
        return new ProviderHttp(OutboundClients.with(vertx, Map.of()), Configs.of(ProviderConfig.class, all), vertx);
    }
}
