package dev.difynative.auth;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a person sees of the own account. */
@RegisterForReflection
public record AccountProfile(UUID id, String name, String avatar, String avatarUrl, String email, boolean isPasswordSet,
        String interfaceLanguage, String interfaceTheme, String timezone, Instant lastLoginAt, String lastLoginIp,
        Instant createdAt) {

    static AccountProfile of(Account account, Avatars avatars) {
        return new AccountProfile(account.id, account.name, account.avatar, avatars.url(account), account.email, true,
                account.interfaceLanguage, account.interfaceTheme, account.timezone, account.lastLoginAt, null,
                account.createdAt);
    }
}
