package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.knowledge.ingest.extract.legacy.DocExtractor;
import dev.difynative.knowledge.ingest.extract.legacy.MsgExtractor;
import dev.difynative.knowledge.ingest.extract.legacy.PptExtractor;
import dev.difynative.knowledge.ingest.extract.legacy.XlsExtractor;
import dev.difynative.knowledge.ingest.extract.office.DocxExtractor;
import dev.difynative.knowledge.ingest.extract.office.PptxExtractor;
import dev.difynative.knowledge.ingest.extract.office.XlsxExtractor;
import dev.difynative.knowledge.ingest.extract.pdf.PdfExtractor;
import dev.difynative.knowledge.ingest.extract.text.CsvExtractor;
import dev.difynative.knowledge.ingest.extract.text.EmlExtractor;
import dev.difynative.knowledge.ingest.extract.text.EpubExtractor;
import dev.difynative.knowledge.ingest.extract.text.HtmlExtractor;
import dev.difynative.knowledge.ingest.extract.text.JsonExtractor;
import dev.difynative.knowledge.ingest.extract.text.PlainTextExtractor;
import dev.difynative.knowledge.ingest.extract.text.SubtitleExtractor;
import dev.difynative.knowledge.ingest.extract.text.XmlExtractor;
import dev.difynative.platform.error.Failure;

/** Reads the text of a file of any format that is known, or says what is wrong with it. */
@Singleton
public class TextExtraction {
    private static final Logger LOG = Logger.getLogger(TextExtraction.class);

    private final Map<FileFormat, Extractor> extractors = new EnumMap<>(FileFormat.class);

    public TextExtraction() {
        Extractor text = new PlainTextExtractor();
        for (FileFormat format : FileFormat.values()) {
            extractors.put(format, switch (format) {
                case TEXT, MARKDOWN, PROPERTIES, CODE -> text;
                case PDF -> new PdfExtractor();
                case HTML -> new HtmlExtractor();
                case DOCX -> new DocxExtractor();
                case DOC -> new DocExtractor();
                case PPTX -> new PptxExtractor();
                case PPT -> new PptExtractor();
                case XLSX -> new XlsxExtractor();
                case XLS -> new XlsExtractor();
                case CSV -> new CsvExtractor();
                case EPUB -> new EpubExtractor();
                case EML -> new EmlExtractor();
                case MSG -> new MsgExtractor();
                case JSON -> new JsonExtractor();
                case XML -> new XmlExtractor();
                case VTT -> new SubtitleExtractor("WEBVTT");
                case SRT -> new SubtitleExtractor("");
            });
        }
    }

    /** The format of the file by its name, after a look at whether its content agrees. */
    public FileFormat formatOf(SourceFile file) throws IOException {
        FileFormat announced = FileFormat.ofExtension(file.extension()).orElseThrow(() -> ExtractError.UNSUPPORTED_FILE_TYPE
                .because("Files of the type '%s' cannot be read", file.extension().toLowerCase(Locale.ROOT)));
        ContentCheck.check(file, announced);
        return announced;
    }

    /** Gives the sink all text of the file; whatever is wrong with the file is a {@link Failure} of {@link ExtractError}. */
    public void extract(SourceFile file, TextSink sink) throws IOException {
        FileFormat format = formatOf(file);
        CountingSink counted = new CountingSink(sink);
        try {
            extractors.get(format).extract(file, counted);
        } catch (SinkException full) {
            throw full.cause;
        } catch (IOException | RuntimeException broken) {
            throw explained(file, format, broken);
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            // Only a file made for it gets here: those of honest size are read in parts.
            LOG.warnf("The file '%s' asked for more memory than there is: %s", file.name(), tooMuch);
            throw ExtractError.FILE_BOMB.because("The file '%s' unpacks to more than can be read", file.name());
        }
        if (!counted.any) {
            throw ExtractError.NO_TEXT.because("The file '%s' contains no text", file.name());
        }
    }

    private static Failure explained(SourceFile file, FileFormat format, Exception broken) {
        if (broken instanceof Failure failure) {
            return failure;
        }
        // The message of a parser may name places inside of it, which help nobody who only has the file.
        LOG.debugf(broken, "The file '%s' cannot be read", file.name());
        return ExtractError.BROKEN_FILE.because("The file '%s' is damaged: it cannot be read as %s", file.name(),
                format.label());
    }

    /** Tells a fault of the sink, such as a full disk, from one of the file. */
    private static final class SinkException extends RuntimeException {
        private final transient IOException cause;

        SinkException(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private static final class CountingSink implements TextSink {
        private final TextSink target;
        private boolean any;

        CountingSink(TextSink target) { this.target = target; }

        @Override
        public void text(CharSequence piece) {
            any = any || !isBlank(piece);
            try {
                target.text(piece);
            } catch (IOException fault) {
                throw new SinkException(fault);
            }
        }

        @Override
        public void page(int number) {
            try {
                target.page(number);
            } catch (IOException fault) {
                throw new SinkException(fault);
            }
        }

        private static boolean isBlank(CharSequence piece) {
            for (int i = 0; i < piece.length(); i++) {
                char letter = piece.charAt(i);
                if (letter > ' ' && !Character.isWhitespace(letter) && letter != '\uFEFF') {
                    return false;
                }
            }
            return true;
        }
    }
}
