package dev.difynative.api.console.models;

import java.util.Map;

/** Credentials of a provider; {@code credentialId} names a stored set, the active one when null. */
public record CredentialBody(Map<String, Object> credentials, String name, String credentialId) {}
