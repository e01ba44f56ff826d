package dev.difynative.knowledge.document;

import java.util.List;
import java.util.Locale;

import dev.difynative.files.FileError;
import dev.difynative.knowledge.ingest.extract.FileFormat;

/** The kinds of files that documents are made of, by their extension: those whose text can be read. */
public final class DocumentFormats {

    private DocumentFormats() {}

    public static List<String> all() { return FileFormat.extensions(); }

    /** Refuses what cannot be read as a document; whether a file is what its name says is found out when it is read. */
    public static void check(String fileName) {
        int dot = fileName == null ? -1 : fileName.lastIndexOf('.');
        String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (FileFormat.ofExtension(extension).isEmpty()) {
            throw FileError.UNSUPPORTED_FILE_TYPE.because("Files of the type '%s' cannot be read as documents", extension);
        }
    }
}
