package dev.difynative.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL in the data folder, for those who have none: unpacked and set up on the first start, found again when
 * a service that was killed left it running.
 */
public final class EmbeddedPostgres {

    /** How to reach the running server. */
    public record Running(String jdbcUrl, String username, String password) {
        int port() { return Integer.parseInt(jdbcUrl.replaceAll(".*:(\\d+)/.*", "$1")); }
    }

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;
    private static final int ANY_PORT = 0;

    private final PostgresCluster cluster;
    private final Path binaries;
    private final boolean durable;

    private EmbeddedPostgres(PostgresCluster cluster, Path binaries, boolean durable) {
        this.cluster = cluster;
        this.binaries = binaries;
        this.durable = durable;
    }

    /** The server of this data folder, running or not. */
    public static EmbeddedPostgres in(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().normalize().resolve("postgres");
        return new EmbeddedPostgres(new PostgresCluster(folder), folder, true);
    }

    /** Starts the server of this data folder, or finds it running. */
    public static Running start(Path dataDir) {
        return in(dataDir).start();
    }

    /** The same with programs that several folders share. */
    public EmbeddedPostgres withProgramsIn(Path folder) {
        return new EmbeddedPostgres(cluster, folder.toAbsolutePath(), durable);
    }

    /** The same for data that nobody will miss: no waiting for the disk. */
    public EmbeddedPostgres throwAway() {
        return new EmbeddedPostgres(cluster, binaries, false);
    }

    /** Whether it has ever been set up. */
    public boolean exists() { return cluster.exists(); }

    public Running start() { return startAt(ANY_PORT); }

    /** The same at the port where it is expected. */
    Running startAt(int port) {
        try {
            Optional<PostmasterFile> left = server();
            if (left.isPresent() && left.get().wasMovedTo(cluster.data())) {
                stop();
            }
            Optional<Running> running = findRunning();
            if (running.isPresent()) {
                return running.get();
            }
            Files.createDirectories(cluster.folder());
            if (!cluster.exists()) {
                PostgresBinaries.checkName(binaries);
            }
            Path programs = PostgresBinaries.unpackInto(binaries).resolve("bin");
            if (!cluster.exists()) {
                cluster.create(programs);
            }
            return launch(programs, port);
        } catch (IOException e) {
            throw new DatabaseException("The embedded PostgreSQL in " + cluster.folder() + " cannot be started: " + e, e);
        }
    }

    /** The server, if it runs; one that is still starting or stopping is waited for. */
    public Optional<Running> findRunning() {
        try {
            Optional<PostmasterFile> server = server();
            if (server.isEmpty()) {
                return Optional.empty();
            }
            Waiting limit = new Waiting(RECOVERY_LIMIT);
            while (server.isPresent() && !server.get().ready() && limit.goesOn()) {
                server = server();
            }
            return server.isPresent() ? Optional.of(running(server.get().port())) : Optional.empty();
        } catch (IOException e) {
            throw new DatabaseException("The embedded PostgreSQL in " + cluster.folder() + " cannot be looked up: " + e, e);
        }
    }

    /** Ends the server; what is not committed is rolled back. */
    public void stop() {
        try {
            if (server().isEmpty()) {
                return;
            }
            Path programs = PostgresBinaries.unpackInto(binaries).resolve("bin");
            Commands.run(cluster.folder(), PostgresUser.ofCluster(cluster.data()).command(programs.resolve("pg_ctl").toString(),
                    "stop", "-W", "-s", "-m", "fast", "-D", cluster.data().getFileName().toString()), "");
            Waiting limit = new Waiting(STOP_LIMIT);
            // Its file goes last. The process may stay a zombie for long: in a container nobody may be there to bury it.
            while (server().isPresent() && limit.goesOn()) {
                // The server writes its last checkpoint.
            }
        } catch (IOException e) {
            throw new DatabaseException("The embedded PostgreSQL in " + cluster.folder() + " cannot be stopped: " + e, e);
        }
    }

    private Optional<PostmasterFile> server() throws IOException {
        return PostmasterFile.read(cluster.data()).filter(file -> file.isServerOf(cluster.data()));
    }

    private Running launch(Path programs, int wished) throws IOException {
        PostmasterFile.disown(cluster.data());
        PostgresUser user = PostgresUser.ofCluster(cluster.data());
        ServerLog log = new ServerLog(cluster.folder().resolve("log"));
        Waiting limit = new Waiting(START_LIMIT);
        for (int attempt = 1;; attempt++) {
            log.begin();
            int port = wished == ANY_PORT ? freePort() : wished;
            Commands.Result result = Commands.run(cluster.folder(), startCommand(user, programs, port), "");
            if (result.succeeded() && becomesReady(log)) {
                return running(port);
            }
            // The port may have been taken meanwhile; processes of a killed server may need a moment to notice and end.
            boolean again = attempt < ATTEMPTS || log.sinceBegin().contains("still in use");
            if (!again || !limit.goesOn()) {
                throw new DatabaseException("The embedded PostgreSQL in " + cluster.folder() + " does not start:\n"
                        + (result.succeeded() ? log.sinceBegin() : result.output()));
            }
        }
    }

    /** The paths are relative, because pg_ctl hands them to a shell. */
    private List<String> startCommand(PostgresUser user, Path programs, int port) {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=50"
                + " -c shared_buffers=128MB -c logging_collector=off -c log_checkpoints=off"
                + (durable
                        ? " -c fsync=on -c synchronous_commit=on"
                        : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        return user.command(programs.resolve("pg_ctl").toString(), "start", "-W", "-s", "-D",
                cluster.data().getFileName().toString(), "-l", "log", "-p",
                cluster.folder().relativize(programs.resolve("postgres")).toString(), "-o", options);
    }

    private boolean becomesReady(ServerLog log) throws IOException {
        Waiting startLimit = new Waiting(START_LIMIT);
        Waiting recoveryLimit = new Waiting(RECOVERY_LIMIT);
        while (recoveryLimit.goesOn()) {
            Optional<PostmasterFile> server = server();
            if (server.isPresent() && server.get().ready()) {
                return true;
            }
            if (server.isEmpty() && (log.hasFatal() || !startLimit.goesOn())) {
                return false;
            }
        }
        return false;
    }

    private Running running(int port) throws IOException {
        return new Running("jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresCluster.NAME, PostgresCluster.NAME,
                cluster.password());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
