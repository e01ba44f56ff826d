package dev.difynative.knowledge.ingest.split;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.knowledge.settings.ProcessRule.Parents;
import dev.difynative.knowledge.settings.ProcessRule.Segmentation;

/**
 * Cleans a text and splits it by a rule. The text is given part by part and never held whole, so that its length does not
 * matter. The same text gives the same pieces, whatever the parts.
 */
public final class TextSplitter {
    /** A whole document as one parent has an end: what is longer becomes several of this size. */
    private static final Segmentation WHOLE_DOCUMENT = new Segmentation("\n\n", 10_000, 0);
    private static final int WINDOW = 64 * 1024;
    private static final int LONGEST_WINDOW = 1 << 20;

    private final ProcessRule rule;
    private final TokenMeter meter = new TokenMeter();
    private final Positions positions = new Positions();
    private final Cleaner cleaner;
    private final ChunkSplitter splitter;
    private final Target target;
    private final StringBuilder window = new StringBuilder();

    /** Takes the pieces. */
    @FunctionalInterface
    public interface Target {
        void take(Piece piece) throws IOException;
    }

    public TextSplitter(ProcessRule rule, Target target) {
        this.rule = rule;
        this.target = target;
        cleaner = new Cleaner(rule.removeExtraSpaces(), rule.removeUrlsEmails(), positions);
        splitter = new ChunkSplitter(rule.parents() == Parents.FULL_DOC ? WHOLE_DOCUMENT : rule.segmentation(), meter,
                this::take);
    }

    public void append(CharSequence part) throws IOException {
        // A part may be as long as the document.
        for (int at = 0; at < part.length();) {
            int end = Math.min(part.length(), at + WINDOW);
            window.append(part, at, end);
            at = end;
            hand(false);
        }
    }

    public void end() throws IOException {
        hand(true);
        splitter.end();
    }

    private void hand(boolean all) throws IOException {
        if (!all && window.length() < WINDOW) {
            return;
        }
        int cut = all ? window.length() : Pretokens.cut(window, 0, window.length() - 1);
        if (cut < 0 && window.length() >= LONGEST_WINDOW) {
            cut = window.length() - 1;
            cut -= Character.isLowSurrogate(window.charAt(cut)) ? 1 : 0;
        }
        if (cut > 0) {
            splitter.append(cleaner.clean(window.subSequence(0, cut)));
            window.delete(0, cut);
        }
    }

    private void take(Chunk chunk) throws IOException {
        // Children look up places within their parent before the next chunk, which may repeat the end of this one.
        target.take(piece(chunk.content(), chunk.tokens(), chunk.start(), chunk.end(), children(chunk)));
        positions.forgetBefore(chunk.start());
    }

    private Piece piece(String content, int tokens, int start, int end, List<Piece> children) {
        return new Piece(content, tokens, positions.original(start), positions.original(end - 1) + 1, children);
    }

    private List<Piece> children(Chunk parent) throws IOException {
        if (rule.children() == null) {
            return List.of();
        }
        List<Piece> children = new ArrayList<>();
        ChunkSplitter parts = new ChunkSplitter(rule.children(), meter, child -> children.add(piece(child.content(),
                child.tokens(), parent.start() + child.start(), parent.start() + child.end(), List.of())));
        parts.append(parent.content());
        parts.end();
        return children;
    }
}
