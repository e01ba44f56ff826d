package dev.difynative.knowledge.ingest.extract.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdfparser.PDFParser;

import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The objects of a PDF file, read by PDFBox's parser. Only its objects are used and not its model of pages: that one needs
 * java.awt even for text, which the native binary has not got.
 */
@RegisterForReflection(classNames = "org.apache.pdfbox.pdmodel.encryption.StandardSecurityHandler")
final class PdfSource extends PDFParser {
    private static final int DEEPEST = 100;
    private static final int LARGEST_STREAM = 64 << 20;
    private static final int MOST_PAGES = 200_000;

    PdfSource(RandomAccessRead source) throws IOException { super(source, ""); }

    /** The file can only be read by those whose certificates it names. */
    static final class EncryptedByCertificate extends IOException {
        private static final long serialVersionUID = 1;

        EncryptedByCertificate(Throwable cause) { super(cause); }
    }

    /** A page and what it inherits. */
    record Page(COSDictionary dictionary, COSDictionary resources) {}

    COSDocument open() throws IOException {
        setLenient(true);
        parsePDFHeader();
        try {
            initialParse();
        } catch (RuntimeException | LinkageError unreadable) {
            // PDFBox needs a cryptography library that is not here for files encrypted by certificate.
            if (document.isEncrypted()) {
                throw new EncryptedByCertificate(unreadable);
            }
            throw unreadable;
        }
        return document;
    }

    List<Page> pages() throws IOException {
        COSDictionary root = document.getTrailer().getCOSDictionary(COSName.ROOT);
        List<Page> pages = new ArrayList<>();
        if (root != null) {
            collect(root.getCOSDictionary(COSName.PAGES), null, pages, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
        }
        return pages;
    }

    private static void collect(COSDictionary node, COSDictionary inherited, List<Page> pages, Set<COSDictionary> seen,
            int depth) throws IOException {
        if (node == null || depth > DEEPEST || !seen.add(node)) {
            return;
        }
        COSDictionary own = node.getCOSDictionary(COSName.RESOURCES);
        COSDictionary resources = own == null ? inherited : own;
        COSArray kids = node.getCOSArray(COSName.KIDS);
        if (kids == null) {
            if (pages.size() >= MOST_PAGES) {
                throw new IOException("Too many pages");
            }
            pages.add(new Page(node, resources));
            return;
        }
        for (int i = 0; i < kids.size(); i++) {
            if (kids.getObject(i) instanceof COSDictionary kid) {
                collect(kid, resources, pages, seen, depth + 1);
            }
        }
    }

    /** The streams of a page's content one after the other. */
    static byte[] content(SourceFile file, COSBase contents) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        List<COSStream> streams = new ArrayList<>();
        if (contents instanceof COSStream one) {
            streams.add(one);
        } else if (contents instanceof COSArray several) {
            for (int i = 0; i < several.size(); i++) {
                if (several.getObject(i) instanceof COSStream part) {
                    streams.add(part);
                }
            }
        }
        for (COSStream stream : streams) {
            all.writeBytes(bytes(file, stream));
            all.write('\n');
            if (all.size() > LARGEST_STREAM) {
                throw bomb(file);
            }
        }
        return all.toByteArray();
    }

    /** The bytes of a stream as they were before they were packed; no more than an honest file holds. */
    static byte[] bytes(SourceFile file, COSStream stream) throws IOException {
        COSBase filters = stream.getFilters();
        COSName first = filters instanceof COSName name
                ? name
                : filters instanceof COSArray list && list.size() > 0 && list.getObject(0) instanceof COSName name ? name : null;
        if (COSName.FLATE_DECODE.equals(first) || COSName.FLATE_DECODE_ABBREVIATION.equals(first)) {
            byte[] inflated = inflate(file, stream);
            boolean plain = (filters instanceof COSName || ((COSArray) filters).size() == 1)
                    && stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP) == null;
            if (plain) {
                return inflated;
            }
        }
        try (InputStream content = stream.createInputStream()) {
            byte[] bytes = content.readNBytes(LARGEST_STREAM + 1);
            if (bytes.length > LARGEST_STREAM) {
                throw bomb(file);
            }
            return bytes;
        }
    }

    /** As far as it goes: what is broken near its end is still worth reading. */
    private static byte[] inflate(SourceFile file, COSStream stream) throws IOException {
        java.io.ByteArrayOutputStream inflated = new java.io.ByteArrayOutputStream();
        Inflater inflater = new Inflater();
        try (InputStream raw = stream.createRawInputStream()) {
            inflater.setInput(raw.readAllBytes());
            byte[] block = new byte[16 * 1024];
            while (!inflater.finished()) {
                int count = inflater.inflate(block);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                inflated.write(block, 0, count);
                if (inflated.size() > LARGEST_STREAM) {
                    throw bomb(file);
                }
            }
        } catch (DataFormatException broken) {
            if (inflated.size() == 0) {
                throw new IOException(broken);
            }
        } finally {
            inflater.end();
        }
        return inflated.toByteArray();
    }

    private static RuntimeException bomb(SourceFile file) {
        return ExtractError.FILE_BOMB.because("The file '%s' unpacks to far more than a document holds and is not read",
                file.name());
    }
}
