package dev.difynative.knowledge.ingest.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.error.Failure;

class TextExtractionTest extends ExtractionCase {
    @ParameterizedTest
    @CsvSource({"UTF-8,数据库备份之前先停止服务。Grüße", "UTF-16LE,数据库 hello", "UTF-16BE,数据库 hello",
            "GB18030,数据库备份之前，先停止服务，然后再开始。", "Shift_JIS,データベースのバックアップの前にサービスを停止します。",
            "ISO-8859-1,Die Größe übersteigt café naïve"})
    void theCharacterSetIsFound(String charset, String text) throws IOException {
        String longer = (text + " plain words\n").repeat(20);
        String marked = charset.startsWith("UTF-16") ? "\uFEFF" + longer : longer;
        assertEquals(longer, text("a.txt", marked.getBytes(Charset.forName(charset))));
    }

    @Test
    void aPdfGivesLinesAndPages() throws IOException {
        int[] pages = new int[1];
        StringBuilder text = new StringBuilder();
        extraction.extract(file("a.pdf", pdf(null, "Hedgehogs sleep through the win-", "ter and eat beetles.", "Next")),
                new TextSink() {
                    @Override
                    public void text(CharSequence piece) { text.append(piece); }

                    @Override
                    public void page(int number) { pages[0] = number; }
                });
        assertEquals("Hedgehogs sleep through the winter and eat beetles.\nNext\n\n", text.toString());
        assertEquals(1, pages[0]);
    }

    @Test
    void anEncryptedPdfIsRefusedUnlessItOpensWithoutAPassword() throws IOException {
        assertFailure(ExtractError.ENCRYPTED_FILE, "a.pdf", pdf("secret", "Hidden"));
        assertEquals("Visible\n\n", text("a.pdf", pdf("", "Visible")));
    }

    @Test
    void aPdfWithoutTextSaysThatItMayBeAScan() throws IOException { assertFailure(ExtractError.NO_TEXT, "scan.pdf", pdf(null)); }

    @Test
    void aTableOfValuesBecomesMarkdown() throws IOException {
        assertEquals("\n| name | note |\n| --- | --- |\n| Fox | says \"hi\", twice |\n| Owl | a b |\n\n",
                text("a.csv", "name;note\r\nFox;\"says \"\"hi\"\", twice\"\nOwl;\"a\nb\"\n"));
    }

    @Test
    void aWebPageGivesWhatIsSeen() throws IOException { assertEquals(
            "# Owls\n\nThey hunt at night.\n\n- mice\n- voles\n\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n", text("a.html", """
                <html><head><title>Owls</title><style>p{}</style></head><body><script>x()</script>
                <p>They  hunt
                at <b>night</b>.</p><ul><li>mice</li><li>voles</li></ul>
                <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>""")); }

    @Test
    void aMailGivesItsHeadAndText() throws IOException {
        String mail = """
                Subject: =?UTF-8?B?R3LDvMOfZQ==?= from =?utf-8?q?=C3=84rzte?=
                From: Ann <ann@example.org>
                Content-Type: multipart/mixed; boundary="x"

                --x
                Content-Type: multipart/alternative; boundary=y

                --y
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Sch=C3=B6ne Gr=
                =C3=BC=C3=9Fe
                --y
                Content-Type: text/html

                <p>other</p>
                --y--
                --x
                Content-Type: application/pdf; name="a.pdf"
                Content-Disposition: attachment; filename="a.pdf"

                JVBE
                --x--
                """;
        assertEquals("Subject: Grüße from Ärzte\nFrom: Ann <ann@example.org>\n\nSchöne Grüße\n\n\nAttachments: a.pdf\n",
                text("a.eml", mail).replace("Grüße\n\n\n\n", "Grüße\n\n\n"));
    }

    @Test
    void anOutlookMessageGivesItsHeadTextAndAttachments() throws Exception {
        String head = "Subject: Grüße\nFrom: Ann <ann@example.org>\nTo: Ben; Ärztin\nDate: Sun, 1 Nov 2026 12:00:00 GMT\n\n";
        assertEquals(head + "Bis dann\n\nAttachments: Bericht.pdf, short.txt\n",
                text("a.msg", outlook("0037001F", "Grüße", "0C1A001F", "Ann", "0C1F001F", "/O=ORG/CN=ANN", "5D01001F",
                        "ann@example.org", "0E04001F", "Ben; Ärztin", "1000001F", "Bis dann", "1013001F", "<p>no</p>")));
        assertEquals("Subject: Old\nDate: Sun, 1 Nov 2026 12:00:00 GMT\n\nSchöner *Tag*\n\n".replace("*", ""),
                text("b.msg", outlook("0037001E", "Old", "10130102", "<html><body><p>Schöner <b>Tag</b></p></body></html>"))
                        .replaceFirst("\nAttachments.*\n", ""));
        assertFailure(ExtractError.WRONG_FILE_TYPE, "a.doc", outlook("0037001F", "No document"));
    }

    /** A message with these properties, sent at noon, with two attachments. */
    private static byte[] outlook(String... properties) throws IOException {
        try (POIFSFileSystem system = new POIFSFileSystem()) {
            DirectoryEntry root = system.getRoot();
            for (int i = 0; i < properties.length; i += 2) {
                property(root, properties[i], properties[i + 1]);
            }
            ByteBuffer fixed = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
            fixed.putInt(32, 0x0039_0040).putLong(40, (1_793_534_400L + 11_644_473_600L) * 10_000_000);
            root.createDocument("__properties_version1.0", new ByteArrayInputStream(fixed.array()));
            property(root.createDirectory("__attach_version1.0_#00000000"), "3707001F", "Bericht.pdf");
            property(root.createDirectory("__attach_version1.0_#00000001"), "3704001F", "short.txt");
            root.createDirectory("__recip_version1.0_#00000000");
            return bytes(system::writeFilesystem);
        }
    }

    private static void property(DirectoryEntry folder, String tag, String value) throws IOException {
        Charset charset = tag.endsWith("001F") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        folder.createDocument("__substg1.0_" + tag, new ByteArrayInputStream(value.getBytes(charset)));
    }

    @Test
    void aBookGivesItsChaptersInReadingOrder() throws IOException {
        assertEquals("# One\n\nFirst.\n\n\nSecond.\n\n\n", text("a.epub", zip("mimetype", "application/epub+zip",
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='O/b.opf'/></rootfiles></container>",
                "O/b.opf", """
                        <package><manifest><item id='b' href='two.xhtml'/><item id='a' href='t/one.xhtml'/></manifest>
                        <spine><itemref idref='a'/><itemref idref='b'/></spine></package>""",
                "O/two.xhtml", "<html><body><p>Second.</p></body></html>",
                "O/t/one.xhtml", "<html><body><h1>One</h1><p>First.</p></body></html>")));
    }

    @Test
    void subtitlesGiveWhatIsSaid() throws IOException { assertEquals("Ann: Hello & welcome\nSecond\n", text("a.vtt", """
                WEBVTT - title

                NOTE a comment

                1
                00:00.000 --> 00:02.000
                <v Ann>Hello &amp; <b>welcome</b>

                00:03.000 --> 00:04.000 align:left
                Second
                """)); }

    @Test
    void subtitlesOfFilmsGiveWhatIsSaid() throws IOException { assertEquals("- Hello\n- Welcome\nSecond\n", text("a.srt", """
                1
                00:00:00,000 --> 00:00:02,000
                - <i>Hello</i>
                - Welcome

                2
                00:00:03,000 --> 00:00:04,000
                Second
                """)); }

    @Test
    void dataKeepItsStructure() throws IOException {
        assertEquals("{\n  \"a\" : [\n    1,\n    \"x\"\n  ]\n}", text("a.json", "{\"a\":[1,\"x\"]}"));
        assertEquals("item id: 7\nname: Fox\n", text("a.xml", "<list><item id='7'><name>Fox</name></item></list>"));
        assertFailure(ExtractError.BROKEN_FILE, "a.json", "{\"a\":".getBytes(StandardCharsets.UTF_8));
        assertFailure(ExtractError.BROKEN_FILE, "a.xml", "<list><item></list>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void entitiesOfXmlDoNotGrow() throws IOException {
        String bomb = "<!DOCTYPE a [<!ENTITY b \"xx\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assertTrue(assertThrows(Failure.class, () -> text("a.xml", bomb)).getMessage().startsWith("The file 'a.xml'"));
    }

    @ParameterizedTest
    @CsvSource({"pdf,plain words,plain text", "txt,%PDF-1.7 x,a PDF", "docx,<!DOCTYPE html><p>x,HTML", "md,PNG,a PNG image",
            "xlsx,ZIP,a ZIP archive"})
    void contentThatContradictsTheNameIsRefusedAndBothAreNamed(String extension, String content, String found)
            throws IOException {
        byte[] bytes = switch (content) {
            case "PNG" -> new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
            case "ZIP" -> zip("x.txt", "y");
            default -> content.getBytes(StandardCharsets.UTF_8);
        };
        Failure failure = assertFailure(ExtractError.WRONG_FILE_TYPE, "a." + extension, bytes);
        assertTrue(failure.getMessage().endsWith("contains " + found), failure.getMessage());
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertFailure(ExtractError.EMPTY_FILE, "a.txt", new byte[0]);
        assertFailure(ExtractError.NO_TEXT, "a.txt", " \n ".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.docx", "a.pdf", "a.doc", "a.xls", "a.ppt"})
    void aCutOffFileIsBroken(String name) throws IOException {
        byte[] whole = switch (name) {
            case "a.docx" -> bytes(new XWPFDocument()::write);
            case "a.pdf" -> "%PDF-1.7\n1 0 obj\n<< /Type /Cat".getBytes(StandardCharsets.UTF_8);
            case "a.ppt" -> bytes(new HSLFSlideShow()::write);
            default -> bytes(new HSSFWorkbook()::write);
        };
        byte[] half = java.util.Arrays.copyOf(whole, name.equals("a.pdf") ? whole.length : Math.min(600, whole.length / 2));
        assertFailure(ExtractError.BROKEN_FILE, name, half);
    }

    @Test
    void anArchiveBombIsNotUnpacked() throws IOException {
        String spaces = " ".repeat(1 << 20);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write("<w><p><t>".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 64; i++) {
                zip.write(spaces.getBytes(StandardCharsets.UTF_8));
            }
            zip.write("</t></p></w>".getBytes(StandardCharsets.UTF_8));
        }
        assertFailure(ExtractError.FILE_BOMB, "a.docx", bytes.toByteArray());
    }

    private static byte[] pdf(String password, String... lines) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLineAtOffset(0, -14);
                }
                content.endText();
            }
            if (password != null) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            return bytes(document::save);
        }
    }
}
