package dev.difynative.knowledge.ingest.extract.pdf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;

/**
 * What marked content says that its letters stand for (ISO 32000-1, 14.9.4): it takes the place of all of them. Writers use it
 * where a font's letters alone are not the text, as for ligatures, Indic scripts and glyphs that stand for several characters.
 */
final class PdfActualText {
    private static final COSName ACTUAL_TEXT = COSName.getPDFName("ActualText");
    private static final COSName PROPERTIES = COSName.getPDFName("Properties");
    private static final int DEEPEST = 1_000;

    private final Deque<Mark> marks = new ArrayDeque<>();
    /** The outermost mark that is open and has a text; null for none. */
    private Mark speaking;

    private static final class Mark {
        private final String text;
        private boolean said;

        Mark(String text) { this.text = text; }
    }

    /** Content is marked from here on; its properties come with it, or by name from the page's resources. */
    void begin(List<COSBase> operands, COSDictionary resources) {
        COSBase properties = operands.size() > 1 ? operands.get(1) : null;
        if (properties instanceof COSName name && resources != null && resources.getCOSDictionary(PROPERTIES) != null) {
            properties = resources.getCOSDictionary(PROPERTIES).getDictionaryObject(name);
        }
        Mark mark = new Mark(properties instanceof COSDictionary dictionary
                && dictionary.getDictionaryObject(ACTUAL_TEXT) instanceof COSString text ? text.getString() : null);
        if (marks.size() < DEEPEST) {
            marks.push(mark);
            speaking = speaking == null && mark.text != null ? mark : speaking;
        }
    }

    void end() {
        if (!marks.isEmpty() && marks.pop() == speaking) {
            speaking = null;
        }
    }

    /** What a letter stands for: itself, the text of the mark that it is the first of, or nothing. */
    String of(String letter) {
        if (speaking == null) {
            return letter;
        }
        String text = speaking.said ? "" : speaking.text;
        speaking.said = true;
        return text;
    }
}
