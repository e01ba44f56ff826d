package dev.difynative.files;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which a file is refused. */
public enum FileError implements ErrorCode {
    NO_FILE_UPLOADED(400, "no_file_uploaded"),
    TOO_MANY_FILES(400, "too_many_files"),
    FILENAME_NOT_EXISTS(400,
            "filename_not_exists_error"),
    UNSUPPORTED_FILE_TYPE(415, "unsupported_file_type"),
    FILE_EXTENSION_BLOCKED(400,
            "file_extension_blocked"),
    FILE_TOO_LARGE(413, "file_too_large"),
    FILE_NOT_FOUND(404,
            "file_not_found"),
    FILE_ACCESS_DENIED(403, "file_access_denied");

    private final Wire wire;

    FileError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
