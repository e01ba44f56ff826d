package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.difynative.platform.build.BuildInfo;

/** What a build of an image can copy: files by the paths at which Maven leaves them, without those that .dockerignore shuts out. */
public final class BuildContext {
    /** Where "./mvnw package" leaves the jar and what belongs to it. */
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** Where "./mvnw package -Dnative" leaves the binary. */
    public static final Path BINARY = Path.of("target", "dify-native-" + BuildInfo.version() + "-runner");

    private final SortedMap<Path, Path> files = new TreeMap<>();

    private final DockerIgnore ignore = DockerIgnore.read();

    private BuildContext() {}

    /** The packaged service at its place, wherever it was really packaged. */
    public static BuildContext of(Path packaged) {
        BuildContext context = new BuildContext();
        if (!packaged.toString().endsWith(".jar")) {
            context.files.put(BINARY, packaged);
            return context;
        }
        Path folder = packaged.getParent();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> context.files.put(JAR.resolveSibling(folder.relativize(file)), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return context;
    }

    /**
     * What {@code COPY} takes for this source: the file or files that it names, or all below the folder. By the path at which a
     * folder as target gets it.
     */
    public Map<Path, Path> find(String source) {
        SortedMap<Path, Path> found = new TreeMap<>();
        files.forEach((path, file) -> {
            Path below = DockerIgnore.below(source, path);
            if (below != null && ignore.letsIn(path)) {
                found.put(below, file);
            }
        });
        if (found.isEmpty()) {
            throw new AssertionError("COPY " + source + " finds nothing among " + files.keySet().stream().limit(9).toList()
                    + (files.keySet().stream().anyMatch(ignore::letsIn) ? "" : ", all shut out by .dockerignore"));
        }
        return found;
    }
}
