package dev.difynative.auth;

import java.time.Duration;

import dev.difynative.platform.config.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How people sign in to the console. */
@ConfigMapping(prefix = "dify.auth")
public interface AuthConfig {

    /** How long an access token may be used. */
    @WithDefault("60m")
    Duration accessTokenLifetime();

    /** How long a refresh token may be used; each refresh begins it anew. */
    @WithDefault("30d")
    Duration refreshTokenLifetime();

    /** Whether a signing key that nobody here can open is replaced by a new one, instead of the start being refused. */
    @WithDefault("false")
    boolean replaceSigningKey();

    Password password();

    Lockout lockout();

    interface Password {
        /** Rounds of PBKDF2-HMAC-SHA512 for new passwords; older hashes keep theirs until the next sign-in. */
        @WithDefault("210000")
        int rounds();
    }

    interface Lockout {
        /** Wrong passwords in a row for one e-mail address, after which it is locked. */
        @WithConverter(PositiveNumber.class)
        @WithDefault("5")
        int maxFailures();

        /** How long an address stays locked, and how long a wrong password is remembered. */
        @WithDefault("15m")
        Duration duration();
    }
}
