package dev.difynative.billing;

import java.math.BigDecimal;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What was used under one key in one currency. */
@RegisterForReflection
public record UsageRow(String key, long requests, long tokensIn, long tokensOut, String price, String currency) {
    /** The key of what apps have used together that the reader is not to know of. */
    public static final String HIDDEN = "hidden";

    UsageRow hidden() { return new UsageRow(HIDDEN, requests, tokensIn, tokensOut, price, currency); }

    UsageRow plus(UsageRow other) {
        return new UsageRow(key, requests + other.requests, tokensIn + other.tokensIn, tokensOut + other.tokensOut,
                new BigDecimal(price).add(new BigDecimal(other.price)).toPlainString(), currency);
    }
}
