package dev.difynative.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.enterprise.context.Dependent;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Says where the service listens, and what to do first when nobody has set it up. */
@Dependent
@Unremovable
public class ServiceApplication implements QuarkusApplication {
    private final AgroalDataSource database;
    private final String host;
    private final int port;

    ServiceApplication(AgroalDataSource database, @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.database = database;
        this.host = host;
        this.port = port;
    }

    @Override
    public int run(String... args) throws SQLException {
        String address = "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
        System.out.println("dify-native listens on " + address);
        if (!isSetUp()) {
            System.out.println("Nobody has set it up yet. Make the first account with:\n  curl -X POST " + address
                    + "/console/api/setup -H 'Content-Type: application/json'"
                    + " -d '{\"email\":\"you@example.com\",\"name\":\"You\",\"password\":\"a-Secret-of-yours1\"}'");
        }
        Quarkus.waitForExit();
        return 0;
    }

    private boolean isSetUp() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM accounts)")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
