package dev.difynative.auth.tokens;

import java.time.Instant;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** What a token is to be called and, unless null, when it ends (Unix seconds). */
public record NewToken(String name, Long expiresAt) {
    private static final int MAX_NAME_LENGTH = 40;
    private static final long LATEST = 253_402_300_799L;

    NewToken checked(Instant now) {
        String itsName = Parameters.text("name", name, MAX_NAME_LENGTH);
        if (expiresAt != null && (expiresAt <= now.getEpochSecond() || expiresAt > LATEST)) {
            throw CommonError.INVALID_PARAM.field("expires_at", "range",
                    "Parameter 'expires_at' must be a Unix time in seconds that is still to come");
        }
        return new NewToken(itsName, expiresAt);
    }

    Instant end() { return expiresAt == null ? null : Instant.ofEpochSecond(expiresAt); }
}
