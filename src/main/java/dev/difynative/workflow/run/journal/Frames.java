package dev.difynative.workflow.run.journal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Frames of an event stream as they are stored: one after the other, deflated. */
public final class Frames {
    private static final int BUFFER = 8192;

    private Frames() {}

    /** Packs frames. Making a deflater costs more than packing a short run, so whoever packs many keeps one; for one thread. */
    public static final class Packer implements AutoCloseable {
        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        private final byte[] buffer = new byte[BUFFER];

        byte[] deflated(byte[] frames) {
            deflater.reset();
            deflater.setInput(frames);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(frames.length / 3 + 64);
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        }

        @Override
        public void close() { deflater.close(); }
    }

    static byte[] inflated(byte[] packed) {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed);
            ByteArrayOutputStream frames = new ByteArrayOutputStream(packed.length * 4);
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                if (length == 0 && inflater.needsInput()) {
                    throw new IllegalStateException("The stored events of a run are cut short");
                }
                frames.write(buffer, 0, length);
            }
            return frames.toByteArray();
        } catch (DataFormatException damaged) {
            throw new IllegalStateException("The stored events of a run are damaged", damaged);
        }
    }

    /** The single frames; each ends with an empty line. */
    static List<byte[]> split(byte[] frames) {
        List<byte[]> single = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < frames.length; i++) {
            if (frames[i] == '\n' && frames[i - 1] == '\n') {
                single.add(java.util.Arrays.copyOfRange(frames, from, i + 1));
                from = i + 1;
            }
        }
        return single;
    }
}
