package dev.difynative.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The files of the embedded database: made once, and whole or not at all. */
final class PostgresCluster {
    static final String NAME = "dify";
    private static final String CLUSTER = "data";
    private static final String UNFINISHED = ".data-";
    private static final String PASSWORD = "password";

    private final Path folder;

    /** {@code folder} is the one that holds the cluster, its password and its log. */
    PostgresCluster(Path folder) {
        this.folder = folder;
    }

    Path folder() { return folder; }

    Path data() { return folder.resolve(CLUSTER); }

    boolean exists() { return Files.exists(data().resolve("PG_VERSION")); }

    String password() throws IOException { return Files.readString(folder.resolve(PASSWORD)).strip(); }

    /** Makes the cluster with the user and database {@code dify}. */
    void create(Path programs) throws IOException {
        FileTrees.deleteAll(folder, UNFINISHED);
        PostgresUser user = PostgresUser.forNewCluster(folder, programs.resolve("postgres"));
        makePassword();
        Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
        Path passwordCopy = unfinished.resolve("password");
        Files.copy(folder.resolve(PASSWORD), passwordCopy);
        user.own(folder);
        Path data = unfinished.resolve(CLUSTER);
        // Many iterations make guessing slow, which a long random password does not need; each connection would pay for them.
        run(user.command(programs.resolve("initdb").toString(), "-D", data.toString(), "-U", NAME, "-E", "UTF8", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", "--set", "scram_iterations=1",
                "--pwfile=" + passwordCopy), "");
        run(user.command(programs.resolve("postgres").toString(), "--single", "-D", data.toString(), "postgres"),
                "CREATE DATABASE " + NAME + "\n");
        Files.move(data, data(), StandardCopyOption.ATOMIC_MOVE);
        FileTrees.delete(unfinished);
        // Given away above together with the folder; only the service reads it.
        if (user.owner() >= 0) {
            Files.setAttribute(folder.resolve(PASSWORD), "unix:uid", 0);
        }
    }

    private void makePassword() throws IOException {
        Path file = folder.resolve(PASSWORD);
        if (Files.exists(file)) {
            return;
        }
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Path unfinished = Files.createTempFile(folder, ".password-", "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(List<String> command, String input) throws IOException {
        Commands.Result result = Commands.run(folder, command, input);
        if (!result.succeeded() || result.output().contains("ERROR:")) {
            throw new DatabaseException("The embedded PostgreSQL could not be set up in " + folder + ":\n" + result.output());
        }
    }
}
