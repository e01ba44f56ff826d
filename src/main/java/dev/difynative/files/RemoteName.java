package dev.difynative.files;

import java.net.URI;

/** What the address of a remote file says of its name. */
final class RemoteName {
    private RemoteName() {}

    /** The last piece of the path; null when there is none. */
    static String of(String url) {
        try {
            String path = URI.create(url).getPath();
            String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            return name.isEmpty() ? null : name;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    static String extension(String url) { return FileKind.extension(of(url)); }
}
