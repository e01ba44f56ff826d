package dev.difynative.billing;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What was used under one key in one currency. */
@RegisterForReflection
public record UsageRow(String key, long requests, long tokensIn, long tokensOut, String price, String currency) {}
