package dev.difynative.chat.enduser;

import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An end user as programs see him; here, times are text (ISO 8601). */
@RegisterForReflection
public record EndUserView(UUID id, UUID tenantId, UUID appId, String type, String externalUserId, String name,
        boolean isAnonymous, String sessionId, String createdAt, String updatedAt) {

    static EndUserView of(EndUser user) {
        String since = user.createdAt.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EndUserView(user.id, user.tenantId, user.appId, user.type, null, null, user.isAnonymous, user.sessionId, since,
                since);
    }
}
