package dev.difynative.auth;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

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

    AccessTokens(SigningKey key, JWTParser parser, AuthConfig config, Clock clock) {
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

    /** The claims of a token that this installation issued and that is not expired; whether it is revoked is not asked here. */
    public Optional<Claims> verify(String token) {
        KeyPair keys = key.get();
        JWTAuthContextInfo rules = new JWTAuthContextInfo(keys.getPublic(), ISSUER);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        try {
            JsonWebToken jwt = parser.parse(token, rules);
            return Optional.of(new Claims(UUID.fromString(jwt.getSubject()), UUID.fromString(jwt.getClaim(TENANT)),
                    UUID.fromString(jwt.getClaim(SESSION))));
        } catch (ParseException | IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
