package dev.difynative.models;

import java.util.UUID;

/**
 * Who the work of a model is charged to in the usage ledger.
 *
 * @param appId
 *            null for what the workspace itself has done
 * @param endUserId
 *            null for what a member did
 */
public record Payer(UUID tenantId, UUID appId, UUID endUserId) {

    public static Payer workspace(UUID tenantId) { return new Payer(tenantId, null, null); }
}
