package dev.difynative.cli;

/** Sets a new password for somebody who has lost theirs. */
final class ResetPasswordCommand {

    private ResetPasswordCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(0, "--email", "--password");
        String email = arguments.option("--email").orElseThrow(() -> new UsageException("reset-password needs --email"));
        CommandDatabase.openExisting();
        return QuarkusCommand.run(PasswordReset.class, email, arguments.option("--password").orElse(""));
    }
}
