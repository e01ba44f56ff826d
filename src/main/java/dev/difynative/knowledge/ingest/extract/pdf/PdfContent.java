package dev.difynative.knowledge.ingest.extract.pdf;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;

import dev.difynative.knowledge.ingest.extract.SourceFile;

/** Follows the operators of a page that say where text stands (ISO 32000-1, 9.3 and 9.4). */
final class PdfContent {
    private static final int DEEPEST = 12;
    private static final double[] UNIT = {1, 0, 0, 1, 0, 0};

    private final SourceFile file;
    private final Map<COSDictionary, PdfFont> fonts;
    private final PdfLines lines;
    private final Deque<State> saved = new ArrayDeque<>();
    private final PdfActualText actual = new PdfActualText();
    private State state = new State();
    private double[] text = UNIT;
    private double[] lineStart = UNIT;

    private static final class State implements Cloneable {
        private double[] matrix = UNIT;
        private PdfFont font;
        private double size;
        private double letterSpace;
        private double wordSpace;
        private double scale = 1;
        private double leading;
        private double rise;

        State copy() {
            try {
                return (State) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    PdfContent(SourceFile file, Map<COSDictionary, PdfFont> fonts, PdfLines lines) {
        this.file = file;
        this.fonts = fonts;
        this.lines = lines;
    }

    void read(byte[] content, COSDictionary resources, int depth) throws IOException {
        PDFStreamParser parser = new PDFStreamParser(content);
        try {
            List<COSBase> operands = new ArrayList<>();
            for (Object token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
                if (token instanceof Operator operator) {
                    run(operator.getName(), operands, resources, depth);
                    operands.clear();
                } else if (token instanceof COSBase operand && operands.size() < 64) {
                    operands.add(operand);
                }
            }
        } finally {
            parser.close();
        }
    }

    private void run(String operator, List<COSBase> operands, COSDictionary resources, int depth) throws IOException {
        switch (operator) {
            case "q" -> saved.push(state.copy());
            case "Q" -> state = saved.isEmpty() ? state : saved.pop();
            case "cm" -> state.matrix = times(matrix(operands), state.matrix);
            case "BT" -> {
                text = UNIT;
                lineStart = UNIT;
            }
            case "Tf" -> font(operands, resources);
            case "Tc" -> state.letterSpace = number(operands, 0);
            case "Tw" -> state.wordSpace = number(operands, 0);
            case "Tz" -> state.scale = number(operands, 0) / 100;
            case "TL" -> state.leading = number(operands, 0);
            case "Ts" -> state.rise = number(operands, 0);
            case "Td" -> move(number(operands, 0), number(operands, 1));
            case "TD" -> {
                state.leading = -number(operands, 1);
                move(number(operands, 0), number(operands, 1));
            }
            case "Tm" -> {
                text = matrix(operands);
                lineStart = text;
            }
            case "T*" -> move(0, -state.leading);
            case "Tj" -> show(operands, 0);
            case "'" -> {
                move(0, -state.leading);
                show(operands, 0);
            }
            case "\"" -> {
                state.wordSpace = number(operands, 0);
                state.letterSpace = number(operands, 1);
                move(0, -state.leading);
                show(operands, 2);
            }
            case "TJ" -> showAdjusted(operands);
            case "BMC", "BDC" -> actual.begin(operands, resources);
            case "EMC" -> actual.end();
            case "Do" -> form(operands, resources, depth);
            default -> {
                // Lines, colours and pictures.
            }
        }
    }

    private void font(List<COSBase> operands, COSDictionary resources) throws IOException {
        state.size = number(operands, 1);
        COSDictionary named = resources == null ? null : resources.getCOSDictionary(COSName.FONT);
        COSDictionary font = named == null || operands.isEmpty() || !(operands.get(0) instanceof COSName name)
                ? null
                : named.getCOSDictionary(name);
        state.font = null;
        if (font != null) {
            PdfFont known = fonts.get(font);
            if (known == null) {
                known = PdfFont.of(file, font);
                fonts.put(font, known);
            }
            state.font = known;
        }
    }

    private void form(List<COSBase> operands, COSDictionary resources, int depth) throws IOException {
        COSDictionary objects = resources == null ? null : resources.getCOSDictionary(COSName.XOBJECT);
        if (objects == null || depth >= DEEPEST || operands.isEmpty() || !(operands.get(0) instanceof COSName name)
                || !(objects.getDictionaryObject(name) instanceof COSStream form)
                || !COSName.FORM.equals(form.getCOSName(COSName.SUBTYPE))) {
            return;
        }
        State before = state.copy();
        double[] textBefore = text;
        double[] lineBefore = lineStart;
        int savedBefore = saved.size();
        COSArray matrix = form.getCOSArray(COSName.MATRIX);
        if (matrix != null && matrix.size() == 6) {
            state.matrix = times(matrix(List.copyOf(matrix.toList())), state.matrix);
        }
        COSDictionary own = form.getCOSDictionary(COSName.RESOURCES);
        read(PdfSource.bytes(file, form), own == null ? resources : own, depth + 1);
        while (saved.size() > savedBefore) {
            saved.pop();
        }
        state = before;
        text = textBefore;
        lineStart = lineBefore;
    }

    private void move(double x, double y) {
        lineStart = times(new double[]{1, 0, 0, 1, x, y}, lineStart);
        text = lineStart;
    }

    private void showAdjusted(List<COSBase> operands) throws IOException {
        if (operands.isEmpty() || !(operands.get(0) instanceof COSArray parts)) {
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            COSBase part = parts.getObject(i);
            if (part instanceof COSString string) {
                show(string.getBytes());
            } else if (part instanceof COSNumber adjustment) {
                forward(-adjustment.floatValue() / 1000 * state.size * state.scale);
            }
        }
    }

    private void show(List<COSBase> operands, int index) throws IOException {
        if (index < operands.size() && operands.get(index) instanceof COSString string) {
            show(string.getBytes());
        }
    }

    private void show(byte[] codes) throws IOException {
        if (state.font == null) {
            return;
        }
        for (int at = 0; at < codes.length;) {
            PdfFont.Glyph glyph = state.font.next(codes, at);
            at += glyph.bytes();
            double[] placed = times(times(new double[]{state.size * state.scale, 0, 0, state.size, 0, state.rise}, text),
                    state.matrix);
            double space = glyph.bytes() == 1 && glyph.code() == ' ' ? state.wordSpace : 0;
            double wide = glyph.width() * state.size * state.scale;
            double[] end = times(times(new double[]{1, 0, 0, 1, wide, state.rise}, text), state.matrix);
            double size = PdfLines.length(placed[2], placed[3]);
            double unit = PdfLines.length(placed[0], placed[1]);
            String letter = actual.of(glyph.text());
            if (letter.isEmpty() && !glyph.text().isEmpty()) {
                lines.passOver(end[4], end[5]);
            } else {
                lines.letter(letter, placed[4], placed[5], end[4], end[5], size, unit * state.font.spaceWidth() / 2);
            }
            forward(wide + (state.letterSpace + space) * state.scale);
        }
    }

    private void forward(double distance) { text = times(new double[]{1, 0, 0, 1, distance, 0}, text); }

    private static double number(List<COSBase> operands, int index) {
        return index < operands.size() && operands.get(index) instanceof COSNumber value ? value.floatValue() : 0;
    }

    private static double[] matrix(List<? extends COSBase> operands) {
        double[] matrix = new double[6];
        for (int i = 0; i < 6; i++) {
            matrix[i] = i < operands.size() && operands.get(i) instanceof COSNumber value ? value.floatValue() : UNIT[i];
        }
        return matrix;
    }

    private static double[] times(double[] a, double[] b) {
        return new double[]{a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
                a[2] * b[1] + a[3] * b[3], a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5]};
    }
}
