package dev.difynative.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.Failure;

/** Measures and hashes what is read through it, and fails as soon as it is more than may be. */
final class MeteredStream extends FilterInputStream {
    private final long limit;
    private final Failure tooMuch;
    private final MessageDigest digest;
    private long size;

    MeteredStream(InputStream content, long limit, Failure tooMuch) {
        super(content);
        this.limit = limit;
        this.tooMuch = tooMuch;
        digest = Sha256.digest();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            size += read;
            if (size > limit) {
                throw tooMuch;
            }
            digest.update(buffer, offset, read);
        }
        return read;
    }

    long size() { return size; }

    String sha256() { return HexFormat.of().formatHex(digest.digest()); }
}
