package dev.difynative.knowledge.ingest.extract;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A ZIP of which no more is unpacked than an honest document holds. */
public final class BoundedZip implements Closeable {
    private static final int MOST_ENTRIES = 50_000;
    private static final long MOST_BYTES = 1L << 30;
    /** XML shrinks to a tenth; a hundredth after the first megabytes is made, not written. */
    private static final long MOST_RATIO = 100;
    private static final long FREE_OF_RATIO = 8L << 20;

    private final ZipFile zip;
    private final SourceFile file;
    private long unpacked;

    public BoundedZip(SourceFile file) throws IOException {
        this.file = file;
        zip = new ZipFile(file.path().toFile());
        if (zip.size() > MOST_ENTRIES) {
            zip.close();
            throw bomb();
        }
    }

    public boolean has(String name) { return zip.getEntry(name) != null; }

    /** The content of an entry; one that is not there is a fault of the file. */
    public InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("No entry " + name);
        }
        return new BufferedInputStream(new Metered(content(entry), Math.max(1, entry.getCompressedSize())), 1 << 16);
    }

    private InputStream content(ZipEntry entry) throws IOException {
        try {
            return zip.getInputStream(entry);
        } catch (ZipException unreadable) {
            if (String.valueOf(unreadable.getMessage()).contains("encrypt")) {
                throw ContentCheck.encrypted(file);
            }
            throw unreadable;
        }
    }

    @Override
    public void close() throws IOException { zip.close(); }

    private RuntimeException bomb() {
        return ExtractError.FILE_BOMB.because("The file '%s' unpacks to far more than a document holds and is not read",
                file.name());
    }

    private final class Metered extends FilterInputStream {
        private final long packed;
        private long own;

        Metered(InputStream content, long packed) {
            super(content);
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            own += read;
            unpacked += read;
            if (unpacked > MOST_BYTES || own > FREE_OF_RATIO && own / packed > MOST_RATIO) {
                throw bomb();
            }
        }
    }
}
