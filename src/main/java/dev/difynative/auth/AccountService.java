package dev.difynative.auth;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.SqlFaults;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The accounts of people. */
@Singleton
public class AccountService {
    private final Passwords passwords;
    private final Sessions sessions;
    private final Avatars avatars;
    private final Clock clock;

    AccountService(Passwords passwords, Sessions sessions, Avatars avatars, Clock clock) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.avatars = avatars;
        this.clock = clock;
    }

    /** Makes an account that belongs to no workspace yet. */
    public UUID create(NewAccount command) {
        NewAccount valid = command.checked();
        String hash = passwords.hash(valid.password());
        return QuarkusTransaction.joiningExisting().call(() -> insert(valid, hash));
    }

    @Transactional
    public AccountProfile profile(UUID accountId) { return shown(account(accountId)); }

    /** Whether the account is there and may be used. */
    @Transactional
    public boolean isActive(UUID accountId) { return Account.findAccount(accountId).filter(Account::isActive).isPresent(); }

    /** The same, or empty when the account is gone. */
    @Transactional
    public Optional<AccountProfile> find(UUID accountId) { return Account.findAccount(accountId).map(this::shown); }

    /** The account of an e-mail address; empty when nobody has it. */
    @Transactional
    public Optional<AccountProfile> findByEmail(String address) {
        return Account.findByEmail(Email.checked(address)).map(this::shown);
    }

    @Transactional
    public Map<UUID, AccountProfile> profiles(Collection<UUID> accountIds) {
        return Account.ofIds(accountIds).stream().collect(Collectors.toMap(account -> account.id, this::shown));
    }

    /** Changes how a person is shown and sees the console; null leaves a part as it is. */
    @Transactional
    public AccountProfile update(UUID accountId, UpdateProfile command) {
        Account account = account(accountId);
        command.apply(account);
        return shown(account);
    }

    /** Shows a person by the image at an address or by one that the person uploaded to this workspace; blank for none. */
    @Transactional
    public AccountProfile changeAvatar(UUID tenantId, UUID accountId, String avatar) {
        Account account = account(accountId);
        String before = account.avatar;
        account.avatar = avatars.checked(tenantId, accountId, avatar);
        avatars.dismiss(accountId, before);
        return shown(account);
    }

    @Transactional
    public AccountProfile rename(UUID accountId, String name) {
        Account account = account(accountId);
        account.name = NewAccount.checkedName(name);
        return shown(account);
    }

    /** Replaces the password and ends every sign-in but the one that asks for it. */
    public AccountProfile changePassword(UUID accountId, UUID sessionId, String current, String replacement) {
        Passwords.check("new_password", replacement);
        String stored = QuarkusTransaction.requiringNew().call(() -> account(accountId).passwordHash);
        if (current == null || !passwords.matches(current, stored)) {
            throw AuthError.CURRENT_PASSWORD_WRONG.because("The current password is wrong");
        }
        return replacePassword(accountId, sessionId, replacement);
    }

    /** Sets a password without asking for the old one, for an operator at the command line; lifts a lock-out too. */
    public AccountProfile resetPassword(String address, String replacement) {
        Passwords.check("password", replacement);
        String email = Email.normalise(address);
        UUID accountId = QuarkusTransaction.requiringNew().call(() -> {
            LoginFailure.forget(email);
            return Account.findByEmail(email).map(account -> account.id)
                    .orElseThrow(() -> CommonError.NOT_FOUND.because("No account has the e-mail address '%s'", email));
        });
        return replacePassword(accountId, null, replacement);
    }

    private AccountProfile replacePassword(UUID accountId, UUID sessionToKeep, String replacement) {
        String hash = passwords.hash(replacement);
        return QuarkusTransaction.requiringNew().call(() -> {
            Account account = account(accountId);
            account.passwordHash = hash;
            sessions.endOthers(accountId, sessionToKeep);
            return shown(account);
        });
    }

    private UUID insert(NewAccount command, String passwordHash) {
        Account account = new Account();
        account.email = command.email();
        account.name = command.name();
        account.passwordHash = passwordHash;
        account.interfaceLanguage = command.language();
        account.interfaceTheme = UpdateProfile.LIGHT;
        account.timezone = "UTC";
        account.status = Account.ACTIVE;
        account.createdAt = clock.instant();
        try {
            account.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? CommonError.INVALID_PARAM.field("email", "unique", "An account has this e-mail address already")
                    : fault;
        }
        return account.id;
    }

    private AccountProfile shown(Account account) { return AccountProfile.of(account, avatars); }

    private static Account account(UUID accountId) {
        return Account.findAccount(accountId).orElseThrow(() -> CommonError.NOT_FOUND.because("Account not found"));
    }
}
