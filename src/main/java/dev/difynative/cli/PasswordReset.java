package dev.difynative.cli;

import jakarta.enterprise.context.Dependent;

import dev.difynative.auth.AccountService;
import dev.difynative.platform.crypto.RandomText;
import dev.difynative.platform.error.Failure;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;

/** The part of {@code reset-password} that needs the services: arguments are the e-mail address and the password, if any. */
@Dependent
@Unremovable
public class PasswordReset implements QuarkusApplication {
    private static final int LENGTH = 20;

    private final AccountService accounts;

    PasswordReset(AccountService accounts) { this.accounts = accounts; }

    @Override
    public int run(String... args) {
        boolean generate = args[1].isEmpty();
        // A letter and a digit are asked for.
        String password = generate ? RandomText.alphanumeric(LENGTH - 2) + "a1" : args[1];
        try {
            accounts.resetPassword(args[0], password);
        } catch (Failure e) {
            System.err.println(e.getMessage());
            return 1;
        }
        System.out.println(generate ? "New password of " + args[0] + ": " + password : "The password was changed");
        return 0;
    }
}
