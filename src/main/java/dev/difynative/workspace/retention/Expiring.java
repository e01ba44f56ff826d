package dev.difynative.workspace.retention;

import java.sql.Connection;
import java.sql.SQLException;

/** Something of which the old is removed. */
public interface Expiring {

    enum Kind {
        LOGS, AUDIT_LOGS
    }

    Kind kind();

    /** What a message about it calls it. */
    String name();

    /** Removes some of what is too old within the transaction of this connection; how much, fewer than asked when none is left. */
    int removeSome(Connection connection, Cutoffs cutoffs, int atMost) throws SQLException;

    /** Called when what was removed is committed, by whoever removed it. */
    default void committed() {}
}
