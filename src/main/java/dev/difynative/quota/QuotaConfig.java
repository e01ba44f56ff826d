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

    /** What any one API key may call. */
    Rate perKey();

    /** What any one end user of an app may call. */
    Rate perEndUser();

    /** Calls within any minute and any hour; 0 sets no limit. */
    interface Rate {
        @WithDefault("0")
        int rpm();

        @WithDefault("0")
        int rph();

        default CallLimits limits() { return new CallLimits(rpm(), rph(), 0); }
    }

    /** Allow: each instance lets pass its share of what was left. Refuse: 503. */
    enum RedisGonePolicy {
        ALLOW, REFUSE
    }
}
