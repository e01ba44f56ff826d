package dev.difynative.knowledge.ingest.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.error.Failure;

/** Files that LibreOffice and Microsoft Office have written (src/test/resources/documents). */
class RealFilesTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "documents");
    private static final String TABLE = """

            | Animal | Food | Weight in g |
            | --- | --- | --- |
            | Fox | mice \\| eggs | 6000 |
            | Owl | voles | 450.5 |
            """;
    private static final String HEDGEHOGS = "Hedgehogs spend the winter in a heap of leaves. They sleep from November to March, "
            + "and their heart beats only nine times a minute. “Überwintern” is what that is called in German.";
    private static final String SHEETS = """
            ## Winter

            | Animal | Where | From | Weight | Share |
            | --- | --- | --- | --- | --- |
            | Hedgehogs 刺猬 | spend the winter in a heap of leaves | 2024-11-05 | 1250.5 | 25% |
            | Füchse \\| foxes | in their burrow |  | 6000 | 1 |
            | Sum |  |  | 7250.5 | Hedgehogs 刺猬! |

            ## 鸟 Birds

            | Robins stay |
            | --- |

            """;

    private final TextExtraction extraction = new TextExtraction();
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"animals.doc", "animals.docx", "animals.html"})
    void aTextDocumentGivesHeadingsParagraphsAndTables(String name) throws IOException {
        String list = name.endsWith(".doc")
                ? "Robins stay.\n\nSwallows fly to Africa.\n"
                : "- Robins stay.\n- Swallows fly to Africa.\n";
        assertEquals("# Animals in winter\n\n" + HEDGEHOGS + "\n\n## Birds\n\n" + list + TABLE
                + "\n## 刺猬怎样过冬\n\n刺猬在落叶堆里冬眠。ハリネズミは冬眠します。\n\nThe end.\n\n", text(name).replace("\n\n\n|", "\n\n|"));
    }

    @Test
    void aBookGivesItsText() throws IOException {
        String text = text("animals.epub");
        assertTrue(text.startsWith("Animals in winter\n\n" + HEDGEHOGS), text);
        assertTrue(text.contains(TABLE) && text.contains("刺猬在落叶堆里冬眠。ハリネズミは冬眠します。"), text);
    }

    /** The glyphs of the Chinese characters are all the same box, and what they stand for is said beside them. */
    @Test
    void aPdfGivesItsLines() throws IOException { assertEquals("""
            Animals in winter
            Hedgehogs spend the winter in a heap of leaves. They sleep from November to
            March, and their heart beats only nine times a minute. “Überwintern” is what that
            is called in German.

            Birds
            • Robins stay.
            • Swallows fly to Africa.

            Animal Food Weight in g
            Fox mice | eggs 6000
            Owl voles 450.5

            刺猬怎样过冬
            刺猬在落叶堆里冬眠。ハリネズミは冬眠します。

            The end.

            """, text("animals.pdf")); }

    @ParameterizedTest
    @ValueSource(strings = {"animals.xls", "animals.xlsx"})
    void aWorkbookGivesItsSheets(String name) throws IOException { assertEquals(SHEETS, text(name)); }

    @ParameterizedTest
    @ValueSource(strings = {"animals.ppt", "animals.pptx"})
    void aPresentationGivesItsSlidesAndNotes(String name) throws IOException {
        String table = name.endsWith("x") ? "\n| Owl | voles |\n| --- | --- |\n" : "Owl\nvoles\n";
        assertEquals("Animals in winter 冬天的动物\nHedgehogs spend the winter in a heap of leaves\nFüchse jagen Mäuse\n"
                + "Say that they sleep until March.\n\nA shape with words\nIn a group\n" + table + "\n",
                text(name).replace("|\n\n\n", "|\n\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"testWORD.doc;# Heading Level 1",
            "testWORD.doc;Apache Tika: http://tika.apache.org/ Tika",
            "testWORD_various.doc;| Row 1 Col 1 | Row 1 Col 2 | Row 1 Col 3 |", "testWORD_various.doc;ゾルゲと尾崎、淡々と最期",
            "testWORD_various.doc;This is a footnote.", "testWORD_various.doc;Here is a text box",
            "testWORD_numbered_list.doc;| Intervening table | Within cell 1 Cell a Cell b |",
            "testEXCEL.xls;|  | 12 | 144 |", "testEXCEL-formats.xls;2.5%", "testEXCEL-formats.xls;2007-05-17 04:20:01",
            "testEXCEL.strict.xlsx;| cb=1 | cb=10 | cb=2 | cb=sum |", "testPPT.ppt;Sample Powerpoint Slide"})
    void whatOfficeWroteIsRead(String name, String text) throws IOException {
        String read = text("tika/" + name);
        assertTrue(read.contains(text), read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tika/testWORD_protected_passtika.doc", "tika/testEXCEL_protected_passtika.xls",
            "tika/testPPT_protected_passtika.ppt", "locked.pdf"})
    void whatHasAPasswordIsRefused(String name) {
        assertEquals(ExtractError.ENCRYPTED_FILE, assertThrows(Failure.class, () -> text(name)).code());
    }

    @Test
    void theNamesOfStreamsMayBeInCapitals() throws IOException {
        byte[] capitals = replaced(Files.readAllBytes(SAMPLES.resolve("animals.xls")), "Workbook", "WORKBOOK");
        assertEquals(SHEETS, text("animals.xls", capitals));
    }

    /** Whatever happens to a file on its way, it gives text or a fault that names it, and soon. */
    @ParameterizedTest
    @ValueSource(strings = {"doc", "docx", "pdf", "epub", "xls", "xlsx", "ppt", "pptx", "html", "eml", "csv", "json", "xml",
            "vtt"})
    void aDamagedFileGivesTextOrAnExplanation(String extension) throws IOException {
        String name = "animals." + extension;
        byte[] whole = Files.readAllBytes(SAMPLES.resolve(name));
        Random random = new Random(extension.hashCode());
        for (int round = 0; round < 60; round++) {
            byte[] damaged = round % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int i = 0; i < round && damaged.length > 0; i++) {
                // The first bytes hold the most structure.
                damaged[random.nextInt(1 + random.nextInt(damaged.length))] = (byte) random.nextInt();
            }
            try {
                text(name, damaged);
            } catch (Failure failure) {
                assertInstanceOf(ExtractError.class, failure.code(), failure.getMessage());
                assertTrue(failure.getMessage().contains("'" + name + "'"), failure.getMessage());
            }
        }
    }

    private static byte[] replaced(byte[] bytes, String name, String by) {
        String letters = new String(bytes, StandardCharsets.ISO_8859_1);
        String before = new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        String after = new String(by.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        assertTrue(letters.contains(before));
        return letters.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String text(String name) throws IOException {
        return text(Path.of(name).getFileName().toString(), Files.readAllBytes(SAMPLES.resolve(name)));
    }

    private String text(String name, byte[] content) throws IOException {
        StringBuilder text = new StringBuilder();
        extraction.extract(new SourceFile(Files.write(folder.resolve("source"), content), name), text::append);
        return text.toString();
    }
}
