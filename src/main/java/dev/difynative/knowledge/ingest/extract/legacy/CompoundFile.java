package dev.difynative.knowledge.ingest.extract.legacy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The file system within a file in which Office 97 keeps its streams ([MS-CFB]); those at the top are seen, and those in folders at the top. */
public final class CompoundFile implements Closeable {
    private static final int HEADER = 512;
    private static final int LAST_REGULAR = 0xFFFFFFFA;
    private static final int IN_HEADER = 109;
    private static final int ENTRY = 128;
    private static final int FOLDER = 1;
    private static final int STREAM = 2;
    private static final int ROOT = 5;

    private record Entry(int type, int start, long size) {}

    private final FileChannel channel;
    private final long fileSize;
    private int sectorSize;
    private int miniSectorSize;
    private int miniCutoff;
    private int[] fat;
    private int[] miniFat;
    private byte[] miniStream;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<String> folders = new ArrayList<>();

    /** The structure does not hold together. */
    public static final class BrokenException extends IOException {
        BrokenException(String message) { super(message); }
    }

    private CompoundFile(FileChannel channel) throws IOException {
        this.channel = channel;
        fileSize = channel.size();
    }

    public static CompoundFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            CompoundFile file = new CompoundFile(channel);
            file.readStructure();
            return file;
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException | IllegalArgumentException broken) {
            channel.close();
            throw new BrokenException(broken.toString());
        } catch (IOException broken) {
            channel.close();
            throw broken;
        }
    }

    /** The folders at the top, in capital letters. */
    List<String> folders() { return folders.stream().sorted().toList(); }

    /** What is in a folder has a name such as {@code folder/name}. */
    public boolean has(String name) {
        return entries.containsKey(key(name));
    }

    /** Names that differ in case alone are the same. */
    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** All of a stream; bytes beyond the end of a cut-off file are missing. */
    ByteBuffer read(String name) throws IOException {
        Entry entry = entries.get(key(name));
        if (entry == null || entry.type != STREAM) {
            throw new BrokenException("No stream " + name);
        }
        byte[] content = entry.size < miniCutoff ? mini(entry) : chain(entry.start, entry.size);
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException { channel.close(); }

    private void readStructure() throws IOException {
        ByteBuffer header = at(0, HEADER);
        sectorSize = 1 << header.getShort(30);
        miniSectorSize = 1 << header.getShort(32);
        miniCutoff = header.getInt(56);
        if (sectorSize < HEADER || sectorSize > 1 << 16 || miniSectorSize < 8 || miniSectorSize > sectorSize) {
            throw new BrokenException("Sector size");
        }
        readFat(header);
        byte[] directory = chain(header.getInt(48), Long.MAX_VALUE);
        byte[] mini = header.getInt(64) == 0 ? new byte[0] : chain(header.getInt(60), Long.MAX_VALUE);
        miniFat = ints(mini);
        readDirectory(ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN));
    }

    private void readFat(ByteBuffer header) throws IOException {
        int perSector = sectorSize / 4;
        int count = header.getInt(44);
        if (count < 0 || (long) count * sectorSize > fileSize + sectorSize) {
            throw new BrokenException("Table size");
        }
        fat = new int[count * perSector];
        int next = header.getInt(68);
        ByteBuffer list = header.position(76).slice().order(ByteOrder.LITTLE_ENDIAN);
        int inList = IN_HEADER;
        int place = 0;
        for (int i = 0; i < count; i++) {
            if (place == inList) {
                list = sector(next);
                inList = perSector - 1;
                next = list.getInt(inList * 4);
                place = 0;
            }
            int[] part = ints(sector(list.getInt(4 * place++)).array());
            System.arraycopy(part, 0, fat, i * perSector, part.length);
        }
    }

    private void readDirectory(ByteBuffer directory) throws IOException {
        if (directory.capacity() < ENTRY || directory.get(66) != ROOT) {
            throw new BrokenException("No root");
        }
        Entry root = entry(directory, 0);
        miniStream = root.size > 0 ? chain(root.start, root.size) : new byte[0];
        walk(directory, directory.getInt(76), "", new HashSet<>());
    }

    /** Walks a tree of siblings, and of those at the top the trees of their children. */
    private void walk(ByteBuffer directory, int first, String folder, Set<Integer> seen) {
        int count = directory.capacity() / ENTRY;
        Deque<Integer> ahead = new ArrayDeque<>();
        ahead.push(first);
        while (!ahead.isEmpty()) {
            int index = ahead.pop();
            if (index < 0 || index >= count || !seen.add(index)) {
                continue;
            }
            int base = index * ENTRY;
            int length = Math.clamp(directory.getShort(base + 64) - 2, 0, 62);
            byte[] bytes = new byte[length];
            directory.get(base, bytes);
            String name = key(new String(bytes, StandardCharsets.UTF_16LE));
            entries.put(folder + name, entry(directory, base));
            if (folder.isEmpty() && directory.get(base + 66) == FOLDER) {
                folders.add(name);
                walk(directory, directory.getInt(base + 76), name + "/", seen);
            }
            ahead.push(directory.getInt(base + 68));
            ahead.push(directory.getInt(base + 72));
        }
    }

    private Entry entry(ByteBuffer directory, int base) {
        // Files with small sectors keep only 32 bits of the size, and anything above them.
        long size = sectorSize == HEADER ? directory.getInt(base + 120) & 0xFFFF_FFFFL : directory.getLong(base + 120);
        return new Entry(directory.get(base + 66), directory.getInt(base + 116), size);
    }

    private byte[] chain(int start, long size) throws IOException {
        int most = (int) Math.min(fileSize / sectorSize + 1, Integer.MAX_VALUE / sectorSize - 1);
        int count = 0;
        int sector = start;
        while (isRegular(sector) && sector < fat.length && (long) count * sectorSize < size) {
            if (++count > most) {
                throw new BrokenException("A chain without end");
            }
            sector = fat[sector];
        }
        byte[] content = new byte[(int) Math.min(size, (long) count * sectorSize)];
        sector = start;
        for (int at = 0; at < content.length; at += sectorSize) {
            ByteBuffer bytes = sector(sector);
            bytes.get(0, content, at, Math.min(sectorSize, content.length - at));
            sector = fat[sector];
        }
        return content;
    }

    private byte[] mini(Entry entry) throws BrokenException {
        byte[] content = new byte[(int) entry.size];
        int sector = entry.start;
        for (int at = 0; at < content.length; at += miniSectorSize) {
            int from = sector * miniSectorSize;
            if (!isRegular(sector) || sector >= miniFat.length || from < 0 || from >= miniStream.length) {
                throw new BrokenException("A short chain");
            }
            System.arraycopy(miniStream, from, content, at,
                    Math.min(Math.min(miniSectorSize, content.length - at), miniStream.length - from));
            sector = miniFat[sector];
        }
        return content;
    }

    private static boolean isRegular(int sector) { return Integer.compareUnsigned(sector, LAST_REGULAR) <= 0; }

    private ByteBuffer sector(int number) throws IOException {
        return at((Integer.toUnsignedLong(number) + 1) * sectorSize, sectorSize);
    }

    private ByteBuffer at(long position, int length) throws IOException {
        if (position >= fileSize) {
            throw new BrokenException("Beyond the end");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // A last sector may be short.
        }
        return bytes.rewind();
    }

    private static int[] ints(byte[] bytes) {
        int[] numbers = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(numbers);
        return numbers;
    }
}
