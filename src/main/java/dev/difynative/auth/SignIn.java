package dev.difynative.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.workspace.Memberships;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Lets people in who know their password. No connection to the database is held while a password is checked. */
@Singleton
public class SignIn {
    private static final int MAX_PASSWORD_LENGTH = 1024;

    private final Passwords passwords;
    private final LoginGuard guard;
    private final Sessions sessions;
    private final Memberships memberships;
    private final Clock clock;

    SignIn(Passwords passwords, LoginGuard guard, Sessions sessions, Memberships memberships, Clock clock) {
        this.passwords = passwords;
        this.guard = guard;
        this.sessions = sessions;
        this.memberships = memberships;
        this.clock = clock;
    }

    private record Candidate(UUID accountId, String passwordHash) {
        static final Candidate NOBODY = new Candidate(null, null);
    }

    /** Signs in with the password as it is or, as Dify's console sends it, in base64. */
    public TokenPair signIn(String address, String password) {
        String email = Email.normalise(address);
        guard.refuseIfLocked(email);
        Candidate candidate = QuarkusTransaction.requiringNew().call(() -> Account.findByEmail(email)
                .filter(Account::isActive).map(account -> new Candidate(account.id, account.passwordHash))
                .orElse(Candidate.NOBODY));
        String rightOne = rightPassword(password, candidate.passwordHash);
        if (rightOne == null) {
            guard.failed(email);
            throw AuthError.WRONG_CREDENTIALS.because("Invalid email or password");
        }
        // Asked again: of many guesses sent at once only the first few may learn whether they were right.
        guard.refuseIfLocked(email);
        guard.succeeded(email);
        String stronger = passwords.isWeak(candidate.passwordHash) ? passwords.hash(rightOne) : candidate.passwordHash;
        return QuarkusTransaction.requiringNew().call(() -> admit(candidate.accountId, stronger));
    }

    private TokenPair admit(UUID accountId, String passwordHash) {
        UUID tenantId = memberships.home(accountId)
                .orElseThrow(() -> AuthError.NO_WORKSPACE.because("This account belongs to no workspace"));
        Account account = Account.findAccount(accountId).orElseThrow();
        account.passwordHash = passwordHash;
        account.lastLoginAt = clock.instant();
        return sessions.begin(accountId, tenantId);
    }

    private String rightPassword(String password, String stored) {
        if (password.length() > MAX_PASSWORD_LENGTH) {
            return null;
        }
        if (passwords.matches(password, stored)) {
            return password;
        }
        return decoded(password).filter(plain -> passwords.matches(plain, stored)).orElse(null);
    }

    private static Optional<String> decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
            return Optional.empty();
        }
    }
}
