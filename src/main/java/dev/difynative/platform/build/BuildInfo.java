package dev.difynative.platform.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about itself; a native image holds the values, not the file. */
public final class BuildInfo {
    private static final Properties VALUES = read();

    private BuildInfo() {}

    /** Version of this service. */
    public static String version() { return VALUES.getProperty("version"); }

    /** Version of the PostgreSQL that travels with this service. */
    public static String postgresVersion() {
        return VALUES.getProperty("postgres.version");
    }

    private static Properties read() {
        Properties values = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream("build.properties")) {
            values.load(file);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
