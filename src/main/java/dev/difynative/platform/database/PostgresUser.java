package dev.difynative.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The user that PostgreSQL runs as. It refuses to run as root: for root it gets a user namespace of its own, in which it
 * is nobody but keeps root's access to the files, or, where namespaces are switched off, another user who owns them.
 */
record PostgresUser(List<String> prefix, int owner) {
    private static final PostgresUser CURRENT = new PostgresUser(List.of(), -1);
    private static final PostgresUser NAMESPACE = new PostgresUser(List.of("unshare", "-U"), -1);
    private static final int NOBODY = 65534;

    /** The user of a cluster that exists: whoever owns its files. */
    static PostgresUser ofCluster(Path cluster) throws IOException {
        if (!isRoot()) {
            return CURRENT;
        }
        int owner = ownerOf(cluster);
        return owner == 0 ? NAMESPACE : other(owner);
    }

    /** The user for a new cluster in {@code folder}: the first one who can run the program there. */
    static PostgresUser forNewCluster(Path folder, Path program) throws IOException {
        if (!isRoot()) {
            return hasName(folder) || !NAMESPACE.canRun(folder, program) ? CURRENT : NAMESPACE;
        }
        List<PostgresUser> candidates = new ArrayList<>(List.of(NAMESPACE));
        int owner = ownerOf(folder.getParent());
        if (owner != 0) {
            candidates.add(other(owner));
        }
        candidates.add(other(NOBODY));
        for (PostgresUser candidate : candidates) {
            if (candidate.canRun(folder, program)) {
                return candidate;
            }
        }
        throw new DatabaseException("PostgreSQL does not run as root, and neither 'unshare -U' (user namespaces) nor 'setpriv'"
                + " can start it as another user in " + folder
                + ". Run the service as an ordinary user, or set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own.");
    }

    /** A container may run under a number that no user has; initdb asks for the name, and in a namespace gets nobody's. */
    private static boolean hasName(Path folder) {
        return Commands.succeeds(folder, List.of("id", "-un"));
    }

    private boolean canRun(Path folder, Path program) { return Commands.succeeds(folder, command(program.toString(), "-V")); }

    private static PostgresUser other(int uid) {
        String id = Integer.toString(uid);
        return new PostgresUser(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"), uid);
    }

    private static boolean isRoot() {
        try {
            return ownerOf(Path.of("/proc/self")) == 0;
        } catch (IOException notLinux) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static int ownerOf(Path path) throws IOException { return (Integer) Files.getAttribute(path, "unix:uid"); }

    /** Lets this user own the file or folder. */
    void own(Path path) throws IOException {
        if (owner >= 0) {
            FileTrees.give(path, owner, owner);
        }
    }

    List<String> command(String... program) {
        List<String> command = new ArrayList<>(prefix);
        Collections.addAll(command, program);
        return command;
    }
}
