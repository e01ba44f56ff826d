package dev.difynative.knowledge.ingest.extract.legacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.knowledge.ingest.extract.ContentCheck;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** PowerPoint 97 to 2003 ([MS-PPT]): the texts of each slide and its notes, as last saved, in the order of the show. */
public final class PptExtractor implements Extractor {
    private static final int ENCRYPTED = 0xF3D1C4DF;
    private static final int USER_EDIT = 4085;
    private static final int PERSIST_DIRECTORY = 6002;
    private static final int SLIDE_LIST = 4080;
    private static final int SLIDE_PERSIST = 1011;
    private static final int SLIDE_ATOM = 1007;
    private static final int TEXT_HEADER = 3999;
    private static final int TEXT_WIDE = 4000;
    private static final int TEXT_NARROW = 4008;
    private static final int OUTLINE_REFERENCE = 3998;
    private static final int TEXT_BOX = 0xF00D;
    private static final int DEEPEST = 40;
    private static final int MOST_EDITS = 10_000;

    /** A slide or its notes: where it is kept, and the texts that the outline holds of it. */
    private record Entry(int persistId, int slideId, List<String> outline) {}

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (CompoundFile compound = CompoundFile.open(file.path())) {
            ByteBuffer user = compound.read("Current User");
            if (user.getInt(12) == ENCRYPTED) {
                throw ContentCheck.encrypted(file);
            }
            new Show(compound.read("PowerPoint Document"), sink).read(user.getInt(16), file);
        } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
            throw new IOException(broken);
        }
    }

    private static final class Show {
        private final ByteBuffer stream;
        private final TextSink sink;
        private final Map<Integer, Integer> places = new HashMap<>();

        Show(ByteBuffer stream, TextSink sink) {
            this.stream = stream;
            this.sink = sink;
        }

        void read(int lastEdit, SourceFile file) throws IOException {
            int document = readEdits(lastEdit, file);
            List<Entry> slides = new ArrayList<>();
            Map<Integer, Entry> notes = new HashMap<>();
            for (int at = document + 8; at < end(document); at = end(at)) {
                if (type(at) == SLIDE_LIST && instance(at) == 0) {
                    slides.addAll(entries(at));
                } else if (type(at) == SLIDE_LIST && instance(at) == 2) {
                    entries(at).forEach(entry -> notes.put(entry.slideId, entry));
                }
            }
            int number = 0;
            for (Entry slide : slides) {
                sink.page(++number);
                Integer place = places.get(slide.persistId);
                if (place != null) {
                    write(place, slide, 0);
                    Entry note = notes.get(notesOf(place));
                    Integer notePlace = note == null ? null : places.get(note.persistId);
                    if (notePlace != null) {
                        write(notePlace, note, 0);
                    }
                }
                sink.text("\n");
            }
        }

        /** Follows the saves from the last to the first; the newest place of an object counts. Gives the document's place. */
        private int readEdits(int lastEdit, SourceFile file) throws IOException {
            int documentId = 0;
            int edit = lastEdit;
            for (int count = 0; edit > 0 || count == 0; count++) {
                if (type(edit) != USER_EDIT || count > MOST_EDITS) {
                    throw new IOException("No edit");
                }
                if (length(edit) >= 32 && count == 0) {
                    throw ContentCheck.encrypted(file);
                }
                documentId = count == 0 ? stream.getInt(edit + 8 + 16) : documentId;
                readPlaces(stream.getInt(edit + 8 + 12));
                edit = stream.getInt(edit + 8 + 8);
            }
            Integer document = places.get(documentId);
            if (document == null) {
                throw new IOException("No document");
            }
            return document;
        }

        private void readPlaces(int directory) throws IOException {
            if (type(directory) != PERSIST_DIRECTORY) {
                throw new IOException("No directory");
            }
            for (int at = directory + 8; at + 4 <= end(directory);) {
                int first = stream.getInt(at);
                int count = first >>> 20;
                at += 4;
                for (int i = 0; i < count; i++, at += 4) {
                    places.putIfAbsent((first & 0xF_FFFF) + i, stream.getInt(at));
                }
            }
        }

        private List<Entry> entries(int list) {
            List<Entry> entries = new ArrayList<>();
            for (int at = list + 8; at < end(list); at = end(at)) {
                if (type(at) == SLIDE_PERSIST) {
                    entries.add(new Entry(stream.getInt(at + 8), stream.getInt(at + 8 + 12), new ArrayList<>()));
                } else if (!entries.isEmpty() && type(at) == TEXT_HEADER) {
                    entries.getLast().outline.add("");
                } else if (!entries.isEmpty() && isText(at) && !entries.getLast().outline.isEmpty()) {
                    entries.getLast().outline.set(entries.getLast().outline.size() - 1, text(at));
                }
            }
            return entries;
        }

        private int notesOf(int slide) {
            for (int at = slide + 8; at < end(slide); at = end(at)) {
                if (type(at) == SLIDE_ATOM) {
                    return stream.getInt(at + 8 + 16);
                }
            }
            return 0;
        }

        private void write(int container, Entry entry, int depth) throws IOException {
            for (int at = container + 8; at + 8 <= end(container) && depth < DEEPEST; at = end(at)) {
                if (type(at) == OUTLINE_REFERENCE) {
                    int index = stream.getInt(at + 8);
                    line(index >= 0 && index < entry.outline.size() ? entry.outline.get(index) : "");
                } else if (isText(at)) {
                    line(text(at));
                } else if (isContainer(at) || type(at) == TEXT_BOX) {
                    write(at, entry, depth + 1);
                }
            }
        }

        private void line(String text) throws IOException {
            String lines = text.replace('\r', '\n').replace('\u000B', '\n').strip();
            // A lone star stands for the number of the slide.
            if (!lines.isEmpty() && !lines.equals("*")) {
                sink.text(lines + "\n");
            }
        }

        private boolean isText(int at) { return type(at) == TEXT_WIDE || type(at) == TEXT_NARROW; }

        private String text(int at) {
            byte[] bytes = new byte[length(at)];
            stream.get(at + 8, bytes);
            return new String(bytes, type(at) == TEXT_WIDE ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
        }

        private boolean isContainer(int at) { return (stream.getShort(at) & 0xF) == 0xF; }

        private int instance(int at) { return (stream.getShort(at) & 0xFFFF) >> 4; }

        private int type(int at) { return stream.getShort(at + 2) & 0xFFFF; }

        private int length(int at) { return stream.getInt(at + 4); }

        /** Where the next record begins; a length that leads out of the stream is a fault. */
        private int end(int at) {
            int length = length(at);
            if (length < 0 || at + 8L + length > stream.capacity()) {
                throw new IndexOutOfBoundsException(at);
            }
            return at + 8 + length;
        }
    }
}
