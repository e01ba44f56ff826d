package dev.difynative.tools;

import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * For whom a tool is called.
 *
 * @param appId
 *            null outside of apps
 * @param onCancel
 *            takes what is to be done when nobody wants the result any more
 * @param depth
 *            how many workflows have called each other to come here
 * @param files
 *            the stored files that the caller has and hands on, whoever has brought them
 */
public record ToolCallScope(UUID tenantId, UUID appId, String user, Consumer<Runnable> onCancel, int depth, Set<UUID> files) {

    public ToolCallScope(UUID tenantId, UUID appId, String user, Consumer<Runnable> onCancel) {
        this(tenantId, appId, user, onCancel, 0, Set.of());
    }

    /** One that is never given up. */
    public static ToolCallScope of(UUID tenantId, UUID appId, String user) {
        return new ToolCallScope(tenantId, appId, user, action -> {});
    }
}
