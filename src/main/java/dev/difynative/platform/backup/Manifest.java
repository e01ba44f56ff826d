package dev.difynative.platform.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a backup says about itself.
 *
 * @param migrations numbers of the migrations that made its schema
 * @param sequences  last value of each sequence that has been used
 */
@RegisterForReflection(ignoreNested = false)
public record Manifest(int format, String service, Instant createdAt, List<Integer> migrations, List<Table> tables,
        Map<String, Long> sequences, long files, boolean secretKey) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";
    static final String SECRET_KEY = "secret.key";
    static final String FILES = "files/";

    /** A table in the backup, its rows in COPY's text format. */
    public record Table(String name, List<String> columns, long rows) {
        String entry() { return entryOf(name); }
    }

    static String entryOf(String table) { return "tables/" + table + ".copy"; }
}
