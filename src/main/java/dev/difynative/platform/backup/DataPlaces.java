package dev.difynative.platform.backup;

import java.nio.file.Path;

import javax.sql.DataSource;

/** Where the service keeps its data: the database, the uploaded files, and the key that seals credentials. */
public record DataPlaces(DataSource database, Path files, Path secretKey) {}
