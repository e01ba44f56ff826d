package dev.difynative.knowledge.ingest.split;

import java.io.IOException;

import dev.difynative.knowledge.settings.ProcessRule.Segmentation;

/**
 * Splits a text, given part by part, into chunks of at most so many tokens. A separator of white space says where a chunk may
 * end: what lies between two of them is merged with its neighbours as long as it fits. Any other separator says where a chunk
 * has to end, and is no part of one. Where even the text between two separators is too long, it is cut at an empty line, at the
 * end of a sentence, between words, or anywhere, whichever comes first in this list.
 */
final class ChunkSplitter {
    /** Text without a place to cut is cut after so many characters. */
    private static final int LONGEST_WAIT = 1 << 20;

    private final String separator;
    private final boolean hard;
    private final ChunkWindow window;
    /** The end of what was given, as long as it may be the beginning of a separator. */
    private final StringBuilder held = new StringBuilder();

    /** Takes the chunks. */
    @FunctionalInterface
    interface Target {
        void take(Chunk chunk) throws IOException;
    }

    ChunkSplitter(Segmentation segmentation, TokenMeter meter, Target target) {
        separator = segmentation.separator();
        hard = !separator.isBlank();
        window = new ChunkWindow(hard ? "\n\n" : separator, segmentation.maxTokens(), segmentation.chunkOverlap(), meter, target);
    }

    /** Parts must not be cut within a word or a run of white space, unless they are longer than any chunk. */
    void append(CharSequence part) throws IOException {
        if (!hard) {
            window.append(part, 0, part.length());
            return;
        }
        held.append(part);
        int from = 0;
        for (int found = held.indexOf(separator); found >= 0; found = held.indexOf(separator, from)) {
            window.append(held, from, found);
            window.finish(separator.length());
            from = found + separator.length();
        }
        int safe = lastBreak(from);
        window.append(held, from, safe);
        held.delete(0, safe);
    }

    /** What is behind this may belong to a separator, or to a word that goes on. */
    private int lastBreak(int from) {
        int last = held.length() - separator.length();
        int at = Pretokens.cut(held, from, last);
        return at > from ? at : held.length() < LONGEST_WAIT ? from : Math.max(from, last);
    }

    void end() throws IOException {
        window.append(held, 0, held.length());
        held.setLength(0);
        window.finish(0);
    }
}
