package dev.difynative.knowledge.ingest.extract.pdf;

import java.io.IOException;

import dev.difynative.knowledge.ingest.extract.TextSink;

/**
 * Puts letters that stand somewhere on a page together to words, lines and paragraphs, in the order in which the page is
 * drawn. A gap wider than half a space begins a word, another height a line, a wide step down a paragraph.
 */
final class PdfLines {
    private static final double SAME_LINE = 0.45;
    private static final double NEXT_PARAGRAPH = 1.75;
    private static final double BACKWARDS = 1.0;

    private final TextSink sink;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder page = new StringBuilder();
    private double endX;
    private double endY;
    private double directionX;
    private double directionY;
    private double height;
    private boolean any;
    private double lastX;
    private double lastY;
    private String lastText = "";

    PdfLines(TextSink sink) { this.sink = sink; }

    /** Of an arrow; {@code Math.hypot} guards against overflows that no page is large enough for, and takes its time. */
    static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    /** A letter from a place to where the next one would begin; {@code size} is its height, {@code space} half a space. */
    void letter(String text, double x, double y, double toX, double toY, double size, double space) {
        if (text.isEmpty() || !Double.isFinite(x + y + toX + toY + size)) {
            return;
        }
        if (any && text.equals(lastText) && length(x - lastX, y - lastY) < size * 0.1) {
            // Drawn twice to look bold.
            return;
        }
        if (any) {
            separate(x, y, size, space, text);
        }
        line.append(text);
        double length = length(toX - x, toY - y);
        if (length > 0) {
            directionX = (toX - x) / length;
            directionY = (toY - y) / length;
        } else if (!any) {
            directionX = 1;
            directionY = 0;
        }
        endX = toX;
        endY = toY;
        height = size;
        lastX = x;
        lastY = y;
        lastText = text;
        any = true;
    }

    /** A letter that has been said already, with one before it, takes its room all the same. */
    void passOver(double toX, double toY) {
        if (Double.isFinite(toX + toY)) {
            endX = toX;
            endY = toY;
        }
    }

    private void separate(double x, double y, double size, double space, String text) {
        double along = (x - endX) * directionX + (y - endY) * directionY;
        double across = Math.abs((x - endX) * -directionY + (y - endY) * directionX);
        double tall = Math.max(height, size);
        if (across > tall * SAME_LINE || along < -tall * BACKWARDS - line.length() * 0.01) {
            endLine();
            if (across > tall * NEXT_PARAGRAPH) {
                page.append('\n');
            }
        } else if (along > space && !text.startsWith(" ") && !line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
            line.append(' ');
        }
    }

    private void endLine() {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        int last = page.length() - 1;
        // A word that is divided at the end of a line.
        if (last > 1 && page.charAt(last) == '\n' && page.charAt(last - 1) == '-' && Character.isLowerCase(page.charAt(last - 2))
                && Character.isLowerCase(text.charAt(0))) {
            page.setLength(last - 1);
        } else if (last > 0 && page.charAt(last) == '\n' && page.charAt(last - 1) == '\u00AD') {
            page.setLength(last - 1);
        }
        page.append(text).append('\n');
    }

    void endPage() throws IOException {
        endLine();
        if (!page.isEmpty()) {
            sink.text(page.append('\n'));
        }
        page.setLength(0);
        any = false;
        lastText = "";
    }
}
