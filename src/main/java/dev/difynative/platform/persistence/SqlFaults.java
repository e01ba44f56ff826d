package dev.difynative.platform.persistence;

import java.sql.SQLException;
import java.util.Set;

import org.hibernate.StaleStateException;

/** Tells apart why the database did not do as it was told. */
public final class SqlFaults {
    private static final int MAX_DEPTH = 20;
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String UNSTORABLE_CHARACTER = "22021";
    /** Disk full, read-only transaction, and a transaction that was broken off for the sake of another. */
    private static final Set<String> LATER = Set.of("53100", "25006", "40001", "40P01");

    private SqlFaults() {}

    /** Whether this failure, or one behind it, means that the database is gone and the same call may work later. */
    public static boolean isDatabaseGone(Throwable fault) {
        SQLException sql = sqlFault(fault);
        return sql != null && meansGone(sql.getSQLState());
    }

    /** Whether the same statement will work later: the database is gone, has no room on its disk, or is a standby as yet. */
    public static boolean willWorkLater(Throwable fault) {
        SQLException sql = sqlFault(fault);
        return sql != null && (meansGone(sql.getSQLState()) || LATER.contains(sql.getSQLState()));
    }

    /** Whether a row of the same unique value is there already. */
    public static boolean isDuplicate(Throwable fault) {
        SQLException sql = sqlFault(fault);
        return sql != null && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }

    /** Whether another transaction deleted a row after this one had read it: the row that it changes, or one that it refers to. */
    public static boolean isRowGone(Throwable fault) {
        SQLException sql = sqlFault(fault);
        return sql != null
                ? FOREIGN_KEY_VIOLATION.equals(sql.getSQLState())
                : find(fault, StaleStateException.class) != null;
    }

    /** Whether a text holds the character NUL, which PostgreSQL's texts cannot. */
    public static boolean isUnstorableText(Throwable fault) {
        SQLException sql = sqlFault(fault);
        return sql != null && UNSTORABLE_CHARACTER.equals(sql.getSQLState());
    }

    private static SQLException sqlFault(Throwable fault) { return find(fault, SQLException.class); }

    private static <T extends Throwable> T find(Throwable fault, Class<T> type) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /**
     * Class 08 is a lost connection, 57P0x a server that shuts down, 53300 too many connections (PostgreSQL manual,
     * appendix A); the pool's own time-out has no state.
     */
    private static boolean meansGone(String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }
}
