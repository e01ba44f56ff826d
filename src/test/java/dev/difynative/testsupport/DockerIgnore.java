package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Which files Docker takes notice of when it builds an image, by the patterns of .dockerignore. */
public record DockerIgnore(List<String> patterns) {

    public static DockerIgnore read() {
        try {
            return new DockerIgnore(Files.readAllLines(Path.of(".dockerignore")).stream().map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last pattern that names the path decides. */
    public boolean letsIn(Path path) {
        boolean in = true;
        for (String pattern : patterns) {
            boolean exception = pattern.startsWith("!");
            if (names(exception ? pattern.substring(1) : pattern, path)) {
                in = exception;
            }
        }
        return in;
    }

    /** Whether a pattern names the path or a folder above it. */
    public static boolean names(String pattern, Path path) {
        return below(pattern, path) != null;
    }

    /** The path from the folder that the pattern names, or its last part when it is named itself; null if neither is. */
    static Path below(String pattern, Path path) {
        PathMatcher matcher = matcher(pattern);
        for (int length = 1; length <= path.getNameCount(); length++) {
            if (matcher.matches(path.subpath(0, length))) {
                return length == path.getNameCount() ? path.getFileName() : path.subpath(length, path.getNameCount());
            }
        }
        return null;
    }

    /** Of patterns that mean the same to Docker and to Java. */
    private static PathMatcher matcher(String pattern) {
        if (pattern.matches(".*(\\*\\*|[\\[\\]{}\\\\!$]|//).*|(.*/)?\\.{1,2}(/.*)?")) {
            throw new AssertionError("This pattern is not understood here: " + pattern);
        }
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("^/|/$", ""));
    }
}
