package dev.difynative.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;

/** Issues and reads the access tokens of the console: JWTs signed with ES256. */
@ApplicationScoped
public class AccessTokens {
    private static final String ISSUER = "dify-native";
    private static final String TENANT = "tid";
    private static final String SESSION = "sid";

    private final SigningKey key;
    private final JWTParser parser;
    private final AuthConfig config;
    private final Clock clock;
    private final SharedCache<String, Signed> known;

    private record Signed(Claims claims, Instant expiresAt) {}

    AccessTokens(SigningKey key, JWTParser parser, AuthConfig config, Clock clock, SharedCaches caches) {
        this.known = caches.open("access-tokens", KeyText.STRINGS);
        this.key = key;
        this.parser = parser;
        this.config = config;
        this.clock = clock;
    }

    /** Whose token it is, the workspace that was signed in to, and the sign-in that it stems from. */
    public record Claims(UUID accountId, UUID tenantId, UUID sessionId) {}

    String issue(Claims claims) {
        Instant now = clock.instant();
        return Jwt.issuer(ISSUER).subject(claims.accountId.toString())
                .claim(TENANT, claims.tenantId.toString())
                .claim(SESSION, claims.sessionId.toString())
                .issuedAt(now).expiresAt(now.plus(config.accessTokenLifetime()))
                .jws().algorithm(SignatureAlgorithm.ES256).sign(key.get().getPrivate());
    }

    /**
     * The claims of a token that this installation issued and that is not expired; whether it is revoked is not asked here. A
     * signature is checked once, since that takes longer than most lists.
     */
    public Optional<Claims> verify(String token) {
        try {
            Signed signed = known.get(token, this::read);
            return clock.instant().isBefore(signed.expiresAt) ? Optional.of(signed.claims) : Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private Signed read(String token) {
        JWTAuthContextInfo rules = new JWTAuthContextInfo(key.get().getPublic(), ISSUER);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        try {
            JsonWebToken jwt = parser.parse(token, rules);
            return new Signed(new Claims(UUID.fromString(jwt.getSubject()), UUID.fromString(jwt.getClaim(TENANT)),
                    UUID.fromString(jwt.getClaim(SESSION))), Instant.ofEpochSecond(jwt.getExpirationTime()));
        } catch (ParseException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
