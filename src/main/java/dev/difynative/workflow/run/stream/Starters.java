package dev.difynative.workflow.run.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.workflow.node.RunScope;

/** Who has begun a run: an end user by his own name, a member by name and address. */
@Singleton
public class Starters {
    private final AccountService accounts;

    Starters(AccountService accounts) { this.accounts = accounts; }

    public Map<String, String> of(RunScope run) {
        Map<String, String> starter = new LinkedHashMap<>();
        Optional<AccountProfile> member = run.endUserId() == null && run.accountId() != null
                ? accounts.find(run.accountId())
                : Optional.empty();
        starter.put("id", String.valueOf(run.endUserId() == null ? run.accountId() : run.endUserId()));
        if (member.isPresent()) {
            starter.put("name", member.get().name());
            starter.put("email", member.get().email());
        } else {
            starter.put("user", run.user());
        }
        return starter;
    }
}
