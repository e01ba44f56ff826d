package dev.difynative.workflow.trigger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.instance.Patrols;
import dev.difynative.platform.persistence.Transactions;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.PublishedWorkflows;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.background.TriggeredRuns;
import dev.difynative.workflow.run.journal.RunIdentity;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/**
 * Begins the runs of schedules that are due. A run is stored in the same transaction that moves its schedule on to its next
 * time, so that it is begun once, however many processes look. Times that passed while no process was there count as one.
 */
@ApplicationScoped
class Schedules {
    private static final Logger LOG = Logger.getLogger(Schedules.class);
    private static final int AT_ONCE = 20;
    private static final String DUE = """
            SELECT id, tenant_id, app_id, node_id, settings, next_at FROM workflow_triggers
            WHERE next_at <= ? AND enabled AND published ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED""";

    private final PublishedWorkflows published;
    private final TriggeredRuns runs;
    private final AgroalDataSource database;
    private final GraphJson json;
    private final TriggerConfig config;
    private final Patrols patrols;
    private final Clock clock;

    private record Due(UUID id, UUID tenantId, UUID appId, String nodeId, String settings, Instant at) {}

    Schedules(PublishedWorkflows published, TriggeredRuns runs, AgroalDataSource database, GraphJson json, TriggerConfig config,
            Patrols patrols, Clock clock) {
        this.published = published;
        this.runs = runs;
        this.database = database;
        this.json = json;
        this.config = config;
        this.patrols = patrols;
        this.clock = clock;
    }

    void watch(@Observes StartupEvent started) {
        patrols.every(config.scheduleCheck(), "due schedules", () -> {
            while (look(clock.instant()) == AT_ONCE) {
                LOG.debug("More schedules are due");
            }
        });
    }

    /** Begins what is due at this time; how many schedules were. */
    int look(Instant now) throws SQLException {
        List<Due> due = Transactions.run(database, connection -> {
            List<Due> found = due(connection, now);
            for (Due schedule : found) {
                begin(schedule, connection, now);
            }
            return found;
        });
        if (!due.isEmpty()) {
            runs.wake();
        }
        return due.size();
    }

    private static List<Due> due(Connection connection, Instant now) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getObject(3, UUID.class),
                            rows.getString(4), rows.getString(5), rows.getTimestamp(6).toInstant()));
                }
            }
        }
        return due;
    }

    private void begin(Due schedule, Connection connection, Instant now) throws SQLException {
        Optional<Instant> next = Triggers.after(json.stored(schedule.settings()), now);
        try (PreparedStatement statement = connection
                .prepareStatement("UPDATE workflow_triggers SET next_at = ? WHERE id = ?")) {
            statement.setTimestamp(1, next.map(Timestamp::from).orElse(null));
            statement.setObject(2, schedule.id());
            statement.executeUpdate();
        }
        if (schedule.at().isBefore(now.minus(config.scheduleLateness()))) {
            LOG.warnf("The schedule of app %s was due at %s, which is too long ago: it is left out", schedule.appId(),
                    schedule.at());
            return;
        }
        WorkflowSnapshot workflow = published.current(schedule.tenantId(), schedule.appId()).orElse(null);
        if (workflow == null) {
            return;
        }
        try {
            runs.store(new TriggeredRuns.Start(workflow, schedule.nodeId(), RunIdentity.SCHEDULE, Map.of()), connection);
        } catch (Failure refused) {
            LOG.warnf("The schedule of app %s was due, but its workflow cannot be run: %s", schedule.appId(),
                    refused.getMessage());
        }
    }
}
