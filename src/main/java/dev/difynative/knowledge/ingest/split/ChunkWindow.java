package dev.difynative.knowledge.ingest.split;

import java.io.IOException;
import java.util.Arrays;

/**
 * The part of a text that the next chunk is made of, cut into pieces that tokens do not span (see {@link Pretokens}): so the
 * tokens of any stretch are a sum, exact and known at once.
 */
final class ChunkWindow {
    private static final int STEP = 8192;
    /** How well a place is suited to end a chunk, the best first. */
    private static final byte SEPARATOR = 0;
    private static final byte EMPTY_LINE = 1;
    private static final byte SENTENCE = 2;
    private static final byte WORD = 3;
    private static final byte ANYWHERE = 4;
    private static final String SENTENCE_ENDS = "。！？．｡";

    private final String separator;
    private final int maxTokens;
    private final int overlap;
    private final TokenMeter meter;
    private final ChunkSplitter.Target target;

    private final StringBuilder text = new StringBuilder();
    /** The place of the window's first character in the whole text. */
    private int base;
    /** Of each piece: where it ends, the tokens up to there, and how well it ends a chunk. */
    private int[] ends = new int[1024];
    private int[] sums = new int[1024];
    private byte[] breaks = new byte[1024];
    private int count;
    /** Pieces before this one are in a chunk already; the next chunk must go beyond them. */
    private int done;

    ChunkWindow(String separator, int maxTokens, int overlap, TokenMeter meter, ChunkSplitter.Target target) {
        this.separator = separator;
        this.maxTokens = maxTokens;
        this.overlap = Math.min(overlap, maxTokens / 2);
        this.meter = meter;
        this.target = target;
    }

    /** Takes a long part in steps, so that what is left of it need not be moved for each chunk. */
    void append(CharSequence part, int from, int to) throws IOException {
        int at = from;
        while (to - at > STEP) {
            int cut = Pretokens.cut(part, at, at + STEP);
            if (cut < 0) {
                break;
            }
            step(part, at, cut);
            at = cut;
        }
        step(part, at, to);
    }

    private void step(CharSequence part, int from, int to) throws IOException {
        int at = text.length();
        text.append(part, from, to);
        while (at < text.length()) {
            int end = Pretokens.end(text, at, text.length());
            add(at, end);
            at = end;
        }
        if (count > 0) {
            // More of the text may make more of the last place.
            breaks[count - 1] = suitability(count - 1);
        }
        while (count > 0 && tokens(0, count) > maxTokens) {
            emitOne();
        }
    }

    /** The text (or the part between two separators) ends here; {@code skipped} characters of it are not given. */
    void finish(int skipped) throws IOException {
        while (count > 0 && tokens(0, count) > maxTokens) {
            emitOne();
        }
        if (count > done && !isBlank(start(done))) {
            emit(0, count);
        }
        base += text.length() + skipped;
        text.setLength(0);
        count = 0;
        done = 0;
    }

    private boolean isBlank(int from) {
        for (int i = from; i < text.length(); i++) {
            if (!Pretokens.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void add(int from, int end) {
        int tokens = meter.count(text, from, end);
        // Without a space between them, the end of a sentence and the beginning of the next are one piece.
        if (end - from > 1 && SENTENCE_ENDS.indexOf(text.charAt(from)) >= 0 && Character.isLetter(text.charAt(from + 1))) {
            int rest = meter.count(text, from + 1, end);
            if (rest < tokens) {
                addPiece(from + 1, tokens - rest);
                tokens = rest;
            }
        }
        addPiece(end, tokens);
    }

    private void addPiece(int end, int tokens) {
        makeRoom();
        ends[count] = end;
        sums[count] = (count == 0 ? 0 : sums[count - 1]) + tokens;
        if (count > 0) {
            breaks[count - 1] = suitability(count - 1);
        }
        breaks[count++] = ANYWHERE;
    }

    private void makeRoom() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            sums = Arrays.copyOf(sums, 2 * count);
            breaks = Arrays.copyOf(breaks, 2 * count);
        }
    }

    private int start(int piece) { return piece == 0 ? 0 : ends[piece - 1]; }

    private int tokens(int from, int to) { return to <= from ? 0 : sums[to - 1] - (from == 0 ? 0 : sums[from - 1]); }

    /** How well a chunk ends with this piece, seen from what is in it and what follows. */
    private byte suitability(int piece) {
        int end = ends[piece];
        int start = start(piece);
        char last = text.charAt(end - 1);
        // Both marks are white space, which pieces only begin or end with.
        if (Pretokens.isSpace(last) || Pretokens.isSpace(text.charAt(start))) {
            if (ends(separator, start, end)) {
                return SEPARATOR;
            }
            if (ends("\n\n", start, end)) {
                return EMPTY_LINE;
            }
        }
        boolean spaceFollows = end == text.length() || Pretokens.isSpace(text.charAt(end));
        if (SENTENCE_ENDS.indexOf(last) >= 0 || (last == '.' || last == '!' || last == '?') && spaceFollows) {
            return SENTENCE;
        }
        return spaceFollows || Pretokens.isSpace(last) ? WORD : ANYWHERE;
    }

    /** Whether the text has this mark, which is white space, such that it ends within the piece. */
    private boolean ends(String mark, int start, int end) {
        int first = Math.max(start + 1, mark.length());
        int at = first;
        while (at <= end && Pretokens.isSpace(text.charAt(at - 1))) {
            if (endsAt(mark, at++)) {
                return true;
            }
        }
        for (int last = end; last > at && Pretokens.isSpace(text.charAt(last - 1)); last--) {
            if (endsAt(mark, last)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsAt(String mark, int at) {
        int match = mark.length();
        while (match > 0 && text.charAt(at - mark.length() + match - 1) == mark.charAt(match - 1)) {
            match--;
        }
        return match == 0;
    }

    private void emitOne() throws IOException {
        int fitting = fitting();
        if (fitting == 0) {
            splitFirst();
            return;
        }
        if (fitting <= done) {
            // The repeated text and the next piece are too much together.
            drop(done);
            return;
        }
        int end = best(fitting);
        emit(0, end);
        done = end;
        drop(overlapStart(end));
    }

    /** How many pieces fit into a chunk. */
    private int fitting() {
        int limit = maxTokens - growth();
        int place = Arrays.binarySearch(sums, 0, count, limit + 1);
        // The first of equal sums: a piece has a token at least, so there is only one.
        return place >= 0 ? place : -place - 1;
    }

    /** A word without the space before it may take a token more. */
    private int growth() {
        int end = ends[0];
        int start = 0;
        while (start < end && Pretokens.isSpace(text.charAt(start))) {
            start++;
        }
        return start == 0 || start == end ? 0 : Math.max(0, meter.count(text, start, end) - sums[0]);
    }

    /** The best place among those that fit and fill the chunk to a quarter at least; of equal ones the last. */
    private int best(int fitting) {
        int least = maxTokens / 4;
        int[] last = new int[ANYWHERE];
        for (int piece = done; piece < fitting; piece++) {
            if (breaks[piece] < ANYWHERE && tokens(0, piece + 1) >= least) {
                last[breaks[piece]] = piece + 1;
            }
        }
        for (int suitability = SEPARATOR; suitability < ANYWHERE; suitability++) {
            if (last[suitability] > 0) {
                return last[suitability];
            }
        }
        return fitting;
    }

    /** Where the next chunk begins: as early as the overlap allows, at the beginning of a sentence or else of a word. */
    private int overlapStart(int end) {
        int earliest = end;
        while (earliest > 1 && tokens(earliest - 1, end) <= overlap) {
            earliest--;
        }
        for (byte wanted = SENTENCE; wanted <= WORD; wanted++) {
            for (int piece = earliest; piece < end; piece++) {
                if (breaks[piece - 1] <= wanted) {
                    return piece;
                }
            }
        }
        return earliest;
    }

    private void emit(int from, int to) throws IOException {
        int start = start(from);
        int end = ends[to - 1];
        while (start < end && (Pretokens.isSpace(text.charAt(start)) || text.charAt(start) == '.' || text.charAt(start) == '。')) {
            start++;
        }
        while (end > start && Pretokens.isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            target.take(new Chunk(text.substring(start, end), tokensBetween(from, to, start, end), base + start, base + end));
        }
    }

    /** The sum of the whole pieces, and those at the borders counted as what is left of them. */
    private int tokensBetween(int from, int to, int start, int end) {
        int first = from;
        while (ends[first] <= start) {
            first++;
        }
        int last = to - 1;
        while (start(last) >= end) {
            last--;
        }
        if (first == last) {
            return meter.count(text.subSequence(start, end));
        }
        int tokens = tokens(first + 1, last);
        tokens += start == start(first) ? tokens(first, first + 1) : meter.count(text.subSequence(start, ends[first]));
        return tokens + (end == ends[last] ? tokens(last, last + 1) : meter.count(text.subSequence(start(last), end)));
    }

    /** Removes the first pieces. */
    private void drop(int pieces) {
        if (pieces == 0) {
            return;
        }
        int length = ends[pieces - 1];
        int tokens = sums[pieces - 1];
        text.delete(0, length);
        base += length;
        count -= pieces;
        done = Math.max(0, done - pieces);
        for (int i = 0; i < count; i++) {
            ends[i] = ends[i + pieces] - length;
            sums[i] = sums[i + pieces] - tokens;
            breaks[i] = breaks[i + pieces];
        }
    }

    /** Cuts a first piece that alone is too long for a chunk. */
    private void splitFirst() {
        int end = ends[0];
        int half = end / 2;
        half += half > 0 && Character.isLowSurrogate(text.charAt(half)) ? 1 : 0;
        if (half == 0 || half >= end) {
            throw new IllegalStateException("A character of more tokens than a chunk");
        }
        int before = sums[0];
        makeRoom();
        System.arraycopy(ends, 0, ends, 1, count);
        System.arraycopy(sums, 0, sums, 1, count);
        System.arraycopy(breaks, 0, breaks, 1, count);
        count++;
        ends[0] = half;
        sums[0] = meter.count(text, 0, half);
        breaks[0] = ANYWHERE;
        int difference = sums[0] + meter.count(text, half, end) - before;
        for (int i = 1; i < count; i++) {
            sums[i] += difference;
        }
    }
}
