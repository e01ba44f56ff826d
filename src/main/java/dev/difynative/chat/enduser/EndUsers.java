package dev.difynative.chat.enduser;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.chat.ChatError;
import dev.difynative.chat.journal.Journal;
import dev.difynative.chat.journal.JournalEntry;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.quota.EndUserLimits;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Finds the end user behind the name that a caller gives, and makes a row at its first use. */
@ApplicationScoped
public class EndUsers {
    /** The one anonymous end user of an app for calls that name none. */
    public static final String ANONYMOUS = "DEFAULT-USER";
    private static final int MAX_NAME_LENGTH = 255;
    private static final String SERVICE_API = "service_api";
    private static final String FIND = "SELECT id FROM end_users WHERE app_id = ? AND type = ? AND session_id = ?";

    private final AgroalDataSource database;
    private final Journal journal;
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

    EndUsers(AgroalDataSource database, Journal journal, Clock clock, SharedCaches caches, EndUserLimits limits) {
        this.database = database;
        this.journal = journal;
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
        try {
            return find(session).orElseGet(() -> create(session));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    // In plain SQL and without a transaction: thousands of new users may come within seconds.
    private Optional<UUID> find(Session session) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setObject(1, session.appId());
            query.setString(2, SERVICE_API);
            query.setString(3, session.sessionId());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /**
     * The row is committed with or before whatever the journal stores of this user. Two first calls at once, on two instances
     * too, come to the same id, so that it does not matter whose row is there first.
     */
    private UUID create(Session session) {
        UUID id = UUID.nameUUIDFromBytes((SERVICE_API + ' ' + session.text()).getBytes(StandardCharsets.UTF_8));
        journal.write(new JournalEntry.EndUserSeen(id, session.tenantId(), session.appId(), SERVICE_API, session.sessionId(),
                session.sessionId().equals(ANONYMOUS), clock.instant())).exceptionally(fault -> {
                    ids.drop(session);
                    return null;
                });
        return id;
    }
}
