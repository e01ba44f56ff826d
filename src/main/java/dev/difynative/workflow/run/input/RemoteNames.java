package dev.difynative.workflow.run.input;

import java.net.URI;
import java.net.URLConnection;
import java.util.Locale;

/** What the address of a remote file says of it, without asking its host. */
final class RemoteNames {
    private static final String ANYTHING = "application/octet-stream";

    private RemoteNames() {}

    /** The last piece of the path; "file" when there is none. */
    static String of(String url) {
        try {
            String path = URI.create(url).getPath();
            String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            return name.isEmpty() ? "file" : name;
        } catch (IllegalArgumentException malformed) {
            return "file";
        }
    }

    /** With its dot; empty when there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    static String mimeType(String name) {
        String guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? ANYTHING : guess;
    }
}
