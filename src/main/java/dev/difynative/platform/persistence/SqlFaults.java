package dev.difynative.platform.persistence;

import java.sql.SQLException;

/** Tells a database that cannot be reached from a statement that it refused. */
public final class SqlFaults {
    private static final int MAX_DEPTH = 20;

    private SqlFaults() {}

    /** Whether this failure, or one behind it, means that the database is gone and the same call may work later. */
    public static boolean isDatabaseGone(Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return meansGone(sql.getSQLState());
            }
        }
        return false;
    }

    /**
     * Class 08 is a lost connection, 57P0x a server that shuts down, 53300 too many connections (PostgreSQL manual,
     * appendix A); the pool's own time-out has no state.
     */
    private static boolean meansGone(String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }
}
