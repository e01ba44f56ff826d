package dev.difynative.knowledge.ingest.extract.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.fontbox.afm.FontMetrics;
import org.apache.fontbox.cmap.CMap;
import org.apache.fontbox.cmap.CMapParser;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.font.encoding.DictionaryEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.Encoding;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.font.encoding.StandardEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.SymbolEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.WinAnsiEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.ZapfDingbatsEncoding;

import dev.difynative.knowledge.ingest.extract.SourceFile;

/** What a font of a PDF says about text: which letters its codes mean, and how wide they are (ISO 32000-1, 9.6 to 9.10). */
final class PdfFont {
    private static final Pattern BUILT_IN = Pattern.compile("dup\\s+(\\d{1,3})\\s*/([A-Za-z0-9._]+)\\s+put");
    private static final Pattern UNICODE_NAME = Pattern.compile("(?:uni|u)([0-9A-F]{4,6})(?:\\..*)?");
    private static final double USUAL_WIDTH = 0.5;

    private final boolean composite;
    private CMap codes;
    private CMap toUnicode;
    private CMap collection;
    private Encoding encoding;
    private FontMetrics metrics;
    private final Map<Integer, Double> widths = new HashMap<>();
    private double defaultWidth;
    /** What the codes of one byte mean, as far as they have come. */
    private final Glyph[] simple = new Glyph[256];

    /** A code of a text: its letters, its width in units of the font's size, and of how many bytes it is. */
    record Glyph(String text, double width, int bytes, int code) {}

    private PdfFont(boolean composite) { this.composite = composite; }

    static PdfFont of(SourceFile file, COSDictionary font) throws IOException {
        boolean composite = COSName.TYPE0.equals(font.getCOSName(COSName.SUBTYPE));
        PdfFont read = new PdfFont(composite);
        read.toUnicode = cmap(file, font.getDictionaryObject(COSName.TO_UNICODE));
        if (composite) {
            read.readComposite(file, font);
        } else {
            read.readSimple(file, font);
        }
        return read;
    }

    Glyph next(byte[] text, int at) throws IOException {
        if (!composite) {
            int code = text[at] & 0xFF;
            if (simple[code] == null) {
                simple[code] = new Glyph(simpleText(code), simpleWidth(code), 1, code);
            }
            return simple[code];
        }
        ByteArrayInputStream rest = new ByteArrayInputStream(text, at, text.length - at);
        int code = codes.readCode(rest);
        int bytes = Math.max(1, text.length - at - rest.available());
        int cid = codes.toCID(code, bytes);
        String letters = toUnicode == null ? null : toUnicode.toUnicode(code, bytes);
        if (letters == null && toUnicode != null) {
            letters = toUnicode.toUnicode(code);
        }
        if (letters == null && collection != null) {
            letters = collection.toUnicode(cid);
        }
        return new Glyph(letters == null ? "" : letters, widths.getOrDefault(cid, defaultWidth), bytes, code);
    }

    /** The width of a space, which tells words from letters that are set apart. */
    double spaceWidth() {
        double width = composite ? 0 : simpleWidth(' ');
        return width > 0.1 && width < 0.6 ? width : 0.25;
    }

    private void readComposite(SourceFile file, COSDictionary font) throws IOException {
        COSBase encodingObject = font.getDictionaryObject(COSName.ENCODING);
        codes = encodingObject instanceof COSName name ? predefined(name.getName()) : cmap(file, encodingObject);
        codes = codes == null ? predefined("Identity-H") : codes;
        COSArray descendants = font.getCOSArray(COSName.DESCENDANT_FONTS);
        COSDictionary descendant = descendants == null || descendants.size() == 0
                || !(descendants.getObject(0) instanceof COSDictionary dictionary) ? new COSDictionary() : dictionary;
        defaultWidth = descendant.getFloat(COSName.DW, 1000) / 1000;
        readCidWidths(descendant.getCOSArray(COSName.W));
        COSDictionary system = descendant.getCOSDictionary(COSName.CIDSYSTEMINFO);
        String ordering = system == null ? "" : String.valueOf(system.getString(COSName.ORDERING));
        if (toUnicode == null && ordering.matches("GB1|CNS1|Japan1|Korea1|KR")) {
            collection = predefined("Adobe-" + ordering + "-UCS2");
        }
    }

    private void readCidWidths(COSArray list) {
        for (int i = 0; list != null && i + 1 < list.size();) {
            int first = list.getInt(i);
            if (list.getObject(i + 1) instanceof COSArray each) {
                for (int w = 0; w < each.size(); w++) {
                    widths.put(first + w, number(each.getObject(w)) / 1000);
                }
                i += 2;
            } else {
                int last = Math.min(list.getInt(i + 1), first + 0xFFFF);
                double width = i + 2 < list.size() ? number(list.getObject(i + 2)) / 1000 : defaultWidth;
                for (int cid = first; cid <= last; cid++) {
                    widths.put(cid, width);
                }
                i += 3;
            }
        }
    }

    private void readSimple(SourceFile file, COSDictionary font) throws IOException {
        String name = String.valueOf(font.getNameAsString(COSName.BASE_FONT));
        COSArray list = font.getCOSArray(COSName.WIDTHS);
        int first = font.getInt(COSName.FIRST_CHAR, 0);
        // The glyphs of type 3 fonts have a space of their own.
        COSArray matrix = font.getCOSArray(COSName.FONT_MATRIX);
        double unit = matrix != null && matrix.size() > 0 ? Math.abs(number(matrix.getObject(0))) : 0.001;
        for (int i = 0; list != null && i < list.size(); i++) {
            widths.put(first + i, number(list.getObject(i)) * unit);
        }
        metrics = list == null && Standard14Fonts.containsName(name) ? Standard14Fonts.getAFM(name) : null;
        COSDictionary descriptor = font.getCOSDictionary(COSName.FONT_DESC);
        double missing = descriptor == null ? 0 : descriptor.getFloat(COSName.MISSING_WIDTH, 0) * unit;
        defaultWidth = missing > 0 ? missing : list == null ? USUAL_WIDTH : 0;
        encoding = encoding(file, font, descriptor, name);
    }

    private static Encoding encoding(SourceFile file, COSDictionary font, COSDictionary descriptor, String name)
            throws IOException {
        COSBase object = font.getDictionaryObject(COSName.ENCODING);
        if (object instanceof COSName named && Encoding.getInstance(named) != null) {
            return Encoding.getInstance(named);
        }
        boolean symbolic = descriptor != null && (descriptor.getInt(COSName.FLAGS, 0) & 4) != 0;
        Encoding builtIn = builtIn(file, descriptor, name, COSName.TRUE_TYPE.equals(font.getCOSName(COSName.SUBTYPE)));
        return object instanceof COSDictionary dictionary ? new DictionaryEncoding(dictionary, !symbolic, builtIn) : builtIn;
    }

    private static Encoding builtIn(SourceFile file, COSDictionary descriptor, String name, boolean trueType)
            throws IOException {
        if (name.contains("Symbol")) {
            return SymbolEncoding.INSTANCE;
        }
        if (name.contains("Dingbats")) {
            return ZapfDingbatsEncoding.INSTANCE;
        }
        if (descriptor != null && descriptor.getDictionaryObject(COSName.FONT_FILE) instanceof COSStream program) {
            Encoding own = type1(PdfSource.bytes(file, program));
            if (own != null) {
                return own;
            }
        }
        return trueType ? WinAnsiEncoding.INSTANCE : StandardEncoding.INSTANCE;
    }

    /** The encoding in the readable part of a Type 1 font; null when it is the standard one. */
    private static Encoding type1(byte[] program) {
        String head = new String(program, 0, Math.min(program.length, 64 * 1024), StandardCharsets.ISO_8859_1);
        int end = head.indexOf("eexec");
        Matcher matcher = BUILT_IN.matcher(end < 0 ? head : head.substring(0, end));
        BuiltIn encoding = new BuiltIn();
        while (matcher.find()) {
            encoding.put(Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
        return encoding.getCodeToNameMap().isEmpty() ? null : encoding;
    }

    /** What a font program says about its own codes. */
    private static final class BuiltIn extends Encoding {
        void put(int code, String name) { add(code, name); }

        @Override
        public COSBase getCOSObject() { return null; }

        @Override
        public String getEncodingName() { return "built-in"; }
    }

    private String simpleText(int code) {
        String letters = toUnicode == null ? null : toUnicode.toUnicode(code, 1);
        if (letters != null) {
            return letters;
        }
        String name = encoding.getName(code);
        String listed = GlyphList.getAdobeGlyphList().toUnicode(name);
        if (listed == null && encoding instanceof ZapfDingbatsEncoding) {
            listed = GlyphList.getZapfDingbats().toUnicode(name);
        }
        if (listed != null) {
            return listed;
        }
        Matcher unicode = UNICODE_NAME.matcher(String.valueOf(name));
        if (unicode.matches()) {
            int point = Integer.parseInt(unicode.group(1), 16);
            return Character.isValidCodePoint(point) ? Character.toString(point) : "";
        }
        return "";
    }

    private double simpleWidth(int code) {
        Double width = widths.get(code);
        if (width != null) {
            return width;
        }
        String name = metrics == null ? null : encoding.getName(code);
        return name == null ? defaultWidth : metrics.getCharacterWidth(name) / 1000.0;
    }

    private static CMap cmap(SourceFile file, COSBase object) throws IOException {
        if (object instanceof COSName name) {
            return name.getName().startsWith("Identity") ? null : predefined(name.getName());
        }
        if (!(object instanceof COSStream stream)) {
            return null;
        }
        try (RandomAccessReadBuffer text = new RandomAccessReadBuffer(PdfSource.bytes(file, stream))) {
            return new CMapParser().parse(text);
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof dev.difynative.platform.error.Failure failure) {
                throw failure;
            }
            // A font without its map is read as if it had none.
            return null;
        }
    }

    private static CMap predefined(String name) {
        try {
            return new CMapParser().parsePredefined(name);
        } catch (IOException unknown) {
            return null;
        }
    }

    private static double number(COSBase object) { return object instanceof COSNumber value ? value.floatValue() : 0; }
}
