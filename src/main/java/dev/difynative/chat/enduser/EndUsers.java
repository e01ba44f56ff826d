package dev.difynative.chat.enduser;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.chat.ChatError;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.quota.EndUserLimits;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Finds the end user behind the name that a caller gives, and makes a row at its first use. */
@ApplicationScoped
public class EndUsers {
    /** The one anonymous end user of an app for calls that name none. */
    public static final String ANONYMOUS = "DEFAULT-USER";
    private static final int MAX_NAME_LENGTH = 255;
    private static final String SERVICE_API = "service_api";

    private final Clock clock;
    private final SharedCache<Session, UUID> ids;
    private final EndUserLimits limits;

    private record Session(UUID tenantId, UUID appId, String sessionId) {

        String text() { return tenantId + " " + appId + " " + sessionId; }

        static Session parse(String text) {
            String[] parts = text.split(" ", 3);
            return new Session(UUID.fromString(parts[0]), UUID.fromString(parts[1]), parts[2]);
        }
    }

    EndUsers(Clock clock, SharedCaches caches, EndUserLimits limits) {
        this.limits = limits;
        this.clock = clock;
        this.ids = caches.open("end-users", new KeyText<>(Session::text, Session::parse), Duration.ofMinutes(5), 50_000);
    }

    /** The id of the app's end user whose call this is; a null or empty name is the anonymous one's. The call is counted. */
    public UUID idOf(UUID tenantId, UUID appId, String user) {
        String name = user == null || user.isEmpty() ? ANONYMOUS : user;
        if (name.length() > MAX_NAME_LENGTH || name.indexOf('\0') >= 0) {
            throw CommonError.INVALID_PARAM.field("user", "length",
                    "Parameter 'user' must be at most %d ordinary characters long",
                    MAX_NAME_LENGTH);
        }
        UUID id = ids.get(new Session(tenantId, appId, name), this::findOrCreate);
        limits.count(tenantId, id);
        return id;
    }

    public EndUserView get(UUID tenantId, UUID appId, String id) {
        UUID parsed = Ids.parse(id, ChatError.END_USER_NOT_FOUND, "End user");
        return QuarkusTransaction.joiningExisting().call(() -> EndUser.findOwned(tenantId, appId, parsed).map(EndUserView::of))
                .orElseThrow(() -> ChatError.END_USER_NOT_FOUND.because("End user not found"));
    }

    private UUID findOrCreate(Session session) {
        return QuarkusTransaction.requiringNew().call(() -> {
            // Two first calls at once make one row; the loser reads the winner's.
            EndUser.getEntityManager().createNativeQuery("""
                    INSERT INTO end_users (id, tenant_id, app_id, type, session_id, is_anonymous, created_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (app_id, type, session_id) DO NOTHING""")
                    .setParameter(1, Ids.next()).setParameter(2, session.tenantId()).setParameter(3, session.appId())
                    .setParameter(4, SERVICE_API).setParameter(5, session.sessionId())
                    .setParameter(6, session.sessionId().equals(ANONYMOUS)).setParameter(7, clock.instant())
                    .executeUpdate();
            return EndUser.findBySession(session.tenantId(), session.appId(), SERVICE_API, session.sessionId()).orElseThrow().id;
        });
    }
}
