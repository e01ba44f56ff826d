package dev.difynative.chat.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.persistence.Transactions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/**
 * Marks messages that could not be marked as they were stored: those of earlier versions, and those whose question an earlier
 * process had. Until then a search reads them.
 */
@ApplicationScoped
class UnmarkedMessages {
    private static final Logger LOG = Logger.getLogger(UnmarkedMessages.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 200;
    /** Between two batches: an update of a large table may take hours, and should not be noticed. */
    private static final long BREATH_MILLIS = 50;
    private static final String UNMARKED = """
            SELECT id, query, answer FROM messages WHERE text_marks IS NULL AND status <> 'running' LIMIT %d
            FOR UPDATE SKIP LOCKED""".formatted(AT_ONCE);
    private static final String MARK = "UPDATE messages SET text_marks = ? WHERE id = ?";

    private final AgroalDataSource database;
    private final Patrols patrols;

    UnmarkedMessages(AgroalDataSource database, Patrols patrols) {
        this.database = database;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) { patrols.every(PAUSE, "messages without marks", this::markAll); }

    /** Marks whatever nobody else is marking; how many messages. */
    int markAll() throws SQLException, InterruptedException {
        int marked = 0;
        int batch = AT_ONCE;
        while (batch == AT_ONCE) {
            batch = Transactions.run(database, UnmarkedMessages::mark);
            marked += batch;
            Thread.sleep(BREATH_MILLIS);
        }
        if (marked >= AT_ONCE) {
            LOG.infof("Marked %d messages, so that searches need not read them", marked);
        }
        return marked;
    }

    private static int mark(Connection connection) throws SQLException {
        int marked = 0;
        try (PreparedStatement unmarked = connection.prepareStatement(UNMARKED);
                PreparedStatement mark = connection.prepareStatement(MARK);
                ResultSet message = unmarked.executeQuery()) {
            while (message.next()) {
                mark.setBytes(1, TextMarks.of(message.getString(2), message.getString(3)));
                mark.setObject(2, message.getObject(1));
                mark.addBatch();
                marked++;
            }
            mark.executeBatch();
        }
        return marked;
    }
}
