package dev.difynative.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.StringResource;

/**
 * The migrations of this build. They are listed when the class is initialised, which is while a native image is built:
 * there is nothing to list in one.
 */
final class MigrationFiles implements ResourceProvider {
    private static final String FOLDER = "db/migration/";
    /** A merged migration is never renamed, so this one says where all of them are. */
    private static final String FIRST = "V001__create_tenants_and_accounts.sql";
    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final List<String> NAMES = list();

    private final List<String> names;

    /** All of them. */
    MigrationFiles() { names = NAMES; }

    /** Only these. */
    MigrationFiles(Collection<Integer> versions) {
        names = NAMES.stream().filter(name -> versions.contains(version(name))).toList();
    }

    /** Numbers of all migrations, in order and without leading zeros. */
    static List<Integer> versions() {
        return NAMES.stream().map(MigrationFiles::version).toList();
    }

    private static int version(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException("Not the name of a migration: " + name);
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public LoadableResource getResource(String name) { return names.contains(name) ? load(name) : null; }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return names.stream().filter(name -> name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
                .map(MigrationFiles::load).toList();
    }

    private static LoadableResource load(String name) {
        try (var file = MigrationFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new StringResource(sql) {
                @Override
                public String getFilename() { return name; }

                @Override
                public String getRelativePath() { return name; }

                @Override
                public String getAbsolutePath() { return FOLDER + name; }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> list() {
        try {
            URL first = MigrationFiles.class.getClassLoader().getResource(FOLDER + FIRST);
            Stream<String> names = "file".equals(first.getProtocol()) ? inFolder(first) : inJar(first);
            return names.filter(name -> NAME.matcher(name).matches()).sorted().toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The migrations of this build cannot be listed", e);
        }
    }

    private static Stream<String> inFolder(URL first) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(first.toURI()).getParent())) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static Stream<String> inJar(URL first) throws IOException, URISyntaxException {
        String location = first.getPath();
        URI jar = new URI(location.substring(0, location.indexOf("!/")));
        try (JarFile file = new JarFile(Path.of(jar).toFile())) {
            return file.stream().map(entry -> entry.getName()).filter(name -> name.startsWith(FOLDER))
                    .map(name -> name.substring(FOLDER.length())).toList().stream();
        }
    }
}
