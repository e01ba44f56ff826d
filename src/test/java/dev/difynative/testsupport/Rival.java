package dev.difynative.testsupport;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import io.quarkus.arc.Arc;

/** Another transaction that is a moment earlier than a call: it has written when the call wants to, and commits while the call waits. */
public final class Rival {
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE ?::int = ANY (pg_blocking_pids(pid))";

    private final String sql;
    private final Object[] values;

    private Rival(String sql, Object... values) {
        this.sql = sql;
        this.values = values;
    }

    public static Rival writing(String sql, Object... values) { return new Rival(sql, values); }

    /** What the call answers that comes too late. */
    public <T> T overtakes(Callable<T> call) throws Exception {
        try (Connection rival = Arc.container().instance(DataSource.class).get().getConnection();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            rival.setAutoCommit(false);
            write(rival);
            String process = processOf(rival);
            Future<T> answer = callers.submit(call);
            Eventually.isTrue("the call waits for the rival", () -> !Rows.text(WAITING, process).equals("0"));
            rival.commit();
            return answer.get();
        }
    }

    private void write(Connection rival) throws SQLException {
        try (PreparedStatement statement = rival.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static String processOf(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }
}
