package dev.difynative.billing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The usage ledger. */
@ConfigMapping(prefix = "dify.billing")
public interface BillingConfig {

    /** How often new entries of the ledger are added to the sums of their days. */
    @WithDefault("1M")
    Duration rollUp();
}
