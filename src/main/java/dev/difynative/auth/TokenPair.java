package dev.difynative.auth;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a sign-in gives: a token for the calls, one to get the next pair with, and the seconds that the first one lasts. */
@RegisterForReflection
public record TokenPair(String accessToken, String refreshToken, long expiresIn) {}
