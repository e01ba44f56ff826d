package dev.difynative.files;

import java.util.Locale;

import dev.difynative.platform.error.CommonError;

/** The name that a user gave a file; it is shown and decides what kind of file this is, but never becomes a path. */
record FileName(String text, String extension) {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_EXTENSION_LENGTH = 20;

    static FileName of(String given) {
        // Control characters would end up in headers and in the names that others see.
        String name = given == null ? "" : given.replaceAll("\\p{Cntrl}", "").strip();
        if (name.isEmpty()) {
            throw FileError.FILENAME_NOT_EXISTS.because("The file has no name");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw CommonError.INVALID_PARAM.field("file", "format", "The name of the file contains invalid characters");
        }
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 || name.length() - dot - 1 > MAX_EXTENSION_LENGTH ? "" : name.substring(dot + 1);
        return new FileName(shortened(name, extension), extension.toLowerCase(Locale.ROOT));
    }

    private static String shortened(String name, String extension) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        String end = extension.isEmpty() ? "" : "." + extension;
        int cut = MAX_LENGTH - end.length();
        // Half of a surrogate pair is no character.
        return name.substring(0, Character.isHighSurrogate(name.charAt(cut - 1)) ? cut - 1 : cut) + end;
    }
}
