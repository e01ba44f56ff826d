package dev.difynative.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits that hold for the whole service. */
@ConfigMapping(prefix = "dify.quota")
public interface QuotaConfig {

    /** What happens to calls under a limit while the configured Redis does not answer. */
    @WithDefault("allow")
    RedisGonePolicy whenRedisIsGone();

    /** Requests that any one app may have in flight; 0 sets no limit beside the app's own. */
    @WithDefault("0")
    int maxActiveRequests();

    /** Allow: each instance counts for itself meanwhile. Refuse: 503. */
    enum RedisGonePolicy {
        ALLOW, REFUSE
    }
}
