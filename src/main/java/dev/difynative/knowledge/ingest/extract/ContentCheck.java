package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import dev.difynative.knowledge.ingest.extract.legacy.CompoundFile;
import dev.difynative.knowledge.ingest.extract.legacy.MsgExtractor;
import dev.difynative.platform.error.Failure;

/** Compares what a file begins with to what its name announces, because a parser given the wrong kind makes nonsense of it. */
public final class ContentCheck {
    private static final int HEAD = 8192;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};

    private enum Signature {
        PNG("a PNG image", 0x89, 'P', 'N', 'G'),
        JPEG("a JPEG image", 0xFF, 0xD8, 0xFF),
        GIF("a GIF image", 'G', 'I', 'F', '8'),
        TIFF("a TIFF image", 'I', 'I', '*', 0),
        RIFF("a WebP, WAV or AVI file", 'R', 'I', 'F', 'F'),
        GZIP("a gzip archive", 0x1F, 0x8B, 8),
        BZIP("a bzip2 archive", 'B', 'Z', 'h'),
        XZ("an xz archive", 0xFD, '7', 'z', 'X', 'Z', 0),
        SEVEN_ZIP("a 7-Zip archive", '7', 'z', 0xBC, 0xAF),
        RAR("a RAR archive", 'R', 'a', 'r', '!', 0x1A),
        ZSTD("a Zstandard archive", 0x28, 0xB5, 0x2F, 0xFD),
        ELF("an executable", 0x7F, 'E', 'L', 'F'),
        CLASS("a Java class", 0xCA, 0xFE, 0xBA, 0xBE),
        SQLITE("an SQLite database", 'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f'),
        MP3("an MP3 file", 'I', 'D', '3'),
        OGG("an Ogg file", 'O', 'g', 'g', 'S'),
        RTF("an RTF document", '{', '\\', 'r', 't', 'f'),
        POSTSCRIPT("a PostScript document", '%', '!', 'P', 'S');

        private final String label;
        private final int[] bytes;

        Signature(String label, int... bytes) {
            this.label = label;
            this.bytes = bytes;
        }

        boolean begins(byte[] head) {
            if (head.length < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if ((head[i] & 0xFF) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private ContentCheck() {}

    static void check(SourceFile file, FileFormat announced) throws IOException {
        byte[] head = file.head(HEAD);
        if (head.length == 0) {
            throw ExtractError.EMPTY_FILE.because("The file '%s' is empty", file.name());
        }
        String actual = actual(file, head, announced);
        if (actual != null) {
            throw ExtractError.WRONG_FILE_TYPE.because("The file '%s' is named as %s but contains %s", file.name(),
                    announced.label(), actual);
        }
    }

    /** What the content is when it is not what is announced, else null. */
    private static String actual(SourceFile file, byte[] head, FileFormat announced) throws IOException {
        if (isPdf(head)) {
            return announced == FileFormat.PDF ? null : "a PDF";
        }
        if (starts(head, ZIP) || starts(head, EMPTY_ZIP)) {
            return actualZip(file, announced);
        }
        if (starts(head, OLE)) {
            return actualOle(file, announced);
        }
        for (Signature signature : Signature.values()) {
            if (signature.begins(head)) {
                return signature.label;
            }
        }
        return switch (announced) {
            case PDF, DOCX, PPTX, XLSX, EPUB, DOC, XLS, PPT, MSG -> looksBinary(head) ? "something else" : textKind(head);
            case TEXT, MARKDOWN, PROPERTIES, CODE, CSV, EML, VTT, SRT, JSON, XML, HTML ->
                looksBinary(head) ? "binary data" : null;
        };
    }

    private static String textKind(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 512), StandardCharsets.ISO_8859_1).stripLeading()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return "HTML";
        }
        return start.startsWith("<?xml") ? "XML" : "plain text";
    }

    private static String actualZip(SourceFile file, FileFormat announced) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            FileFormat found = zipFormat(zip);
            return found == announced ? null : found == null ? "a ZIP archive" : "a " + found.label();
        } catch (ZipException damaged) {
            if (announced == FileFormat.DOCX || announced == FileFormat.PPTX || announced == FileFormat.XLSX
                    || announced == FileFormat.EPUB) {
                throw ExtractError.BROKEN_FILE.because("The file '%s' is damaged: it is an incomplete %s", file.name(),
                        announced.label());
            }
            return "a damaged ZIP archive";
        }
    }

    private static FileFormat zipFormat(ZipFile zip) {
        if (zip.getEntry("word/document.xml") != null) {
            return FileFormat.DOCX;
        }
        if (zip.getEntry("xl/workbook.xml") != null) {
            return FileFormat.XLSX;
        }
        if (zip.getEntry("ppt/presentation.xml") != null) {
            return FileFormat.PPTX;
        }
        return zip.getEntry("META-INF/container.xml") != null ? FileFormat.EPUB : null;
    }

    private static String actualOle(SourceFile file, FileFormat announced) throws IOException {
        try (CompoundFile compound = CompoundFile.open(file.path())) {
            if (compound.has("EncryptedPackage")) {
                throw encrypted(file);
            }
            FileFormat found = compound.has("WordDocument")
                    ? FileFormat.DOC
                    : compound.has("Workbook") || compound.has("Book")
                            ? FileFormat.XLS
                            : compound.has("PowerPoint Document")
                                    ? FileFormat.PPT
                                    : compound.has(MsgExtractor.PROPERTIES) ? FileFormat.MSG : null;
            return found == announced ? null : found == null ? "another kind of Microsoft file" : "a " + found.label();
        } catch (CompoundFile.BrokenException damaged) {
            throw ExtractError.BROKEN_FILE.because("The file '%s' is damaged: its inner structure is incomplete", file.name());
        }
    }

    public static Failure encrypted(SourceFile file) {
        return ExtractError.ENCRYPTED_FILE.because("The file '%s' is encrypted: remove its password first", file.name());
    }

    private static boolean starts(byte[] head, byte[] signature) {
        if (head.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if (head[i] != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** Readers accept up to a kilobyte of other bytes before the header (PDF 32000-1, annex H.3.4.1). */
    private static boolean isPdf(byte[] head) {
        int end = Math.min(head.length, 1024) - 5;
        for (int i = 0; i <= end; i++) {
            if (head[i] == '%' && head[i + 1] == 'P' && head[i + 2] == 'D' && head[i + 3] == 'F' && head[i + 4] == '-') {
                return i == 0 || looksBinary(head) || isBlank(head, i);
            }
        }
        return false;
    }

    private static boolean isBlank(byte[] head, int end) {
        for (int i = 0; i < end; i++) {
            if (head[i] > ' ' || head[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Text has no control characters but white space, escape and form feed; UTF-16 is known by where its zeros are. */
    public static boolean looksBinary(byte[] head) {
        if (Charsets.utf16(head) != null) {
            return false;
        }
        int odd = 0;
        for (byte value : head) {
            if (value == 0) {
                odd += 10;
            } else if (value > 0 && value < ' ' && value != '\t' && value != '\n' && value != '\r' && value != '\f'
                    && value != 0x1B && value != 0x08 && value != 0x1A) {
                odd++;
            }
        }
        return odd * 50L > head.length;
    }
}
