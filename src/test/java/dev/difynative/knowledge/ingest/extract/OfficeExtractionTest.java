package dev.difynative.knowledge.ingest.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFClientAnchor;
import org.apache.poi.hssf.usermodel.HSSFPatriarch;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeExtractionTest extends ExtractionCase {
    @Test
    void aWordDocumentGivesHeadingsListsAndTables() throws IOException {
        XWPFDocument document = new XWPFDocument();
        document.createParagraph().createRun().setText("Hedgehogs sleep.");
        XWPFTable table = document.createTable(2, 2);
        table.getRow(0).getCell(0).setText("Animal");
        table.getRow(0).getCell(1).setText("Food");
        table.getRow(1).getCell(0).setText("Fox");
        table.getRow(1).getCell(1).setText("Mice | eggs");
        document.createParagraph().createRun().setText("The end.");
        assertEquals("Hedgehogs sleep.\n\n\n| Animal | Food |\n| --- | --- |\n| Fox | Mice \\| eggs |\n\nThe end.\n\n",
                text("a.docx", bytes(document::write)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void aWorkbookGivesATablePerSheet(String extension) throws IOException {
        Workbook book = extension.equals("xls") ? new HSSFWorkbook() : new XSSFWorkbook();
        var sheet = book.createSheet("Prices");
        CellStyle date = book.createCellStyle();
        date.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
        Row head = sheet.createRow(0);
        head.createCell(0).setCellValue("Ware 商品");
        head.createCell(1).setCellValue("Price");
        head.createCell(2).setCellValue("Since");
        Row row = sheet.createRow(1);
        row.createCell(0).setCellValue("Tea");
        row.createCell(1).setCellValue(2.5);
        row.createCell(2).setCellValue(LocalDate.of(2024, 2, 29));
        row.getCell(2).setCellStyle(date);
        assertEquals("## Prices\n\n| Ware 商品 | Price | Since |\n| --- | --- | --- |\n| Tea | 2.5 | 2024-02-29 |\n\n",
                text("a." + extension, bytes(book::write)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void aWorkbookGivesItsTextBoxes(String extension) throws IOException {
        Workbook book = extension.equals("xls") ? new HSSFWorkbook() : new XSSFWorkbook();
        var sheet = book.createSheet("Notes");
        sheet.createRow(0).createCell(0).setCellValue("Tea");
        var drawing = sheet.createDrawingPatriarch();
        String longText = "Long ".repeat(4_000).strip();
        if (drawing instanceof HSSFPatriarch old) {
            old.createTextbox(new HSSFClientAnchor()).setString(new HSSFRichTextString("Keep dry 干燥"));
            old.createTextbox(new HSSFClientAnchor()).setString(new HSSFRichTextString(longText));
        } else if (drawing instanceof XSSFDrawing drawn) {
            drawn.createTextbox(new XSSFClientAnchor()).setText("Keep dry 干燥");
            drawn.createTextbox(new XSSFClientAnchor()).setText(longText);
        }
        book.createSheet("Empty");
        assertEquals("## Notes\n\n| Tea |\n| --- |\n\nKeep dry 干燥\n" + longText + "\n"
                + (extension.equals("xls") ? "" : "## Empty\n"), text("a." + extension, bytes(book::write)));
    }

    @Test
    void manySharedTextsOfAnOldWorkbookGoOverRecords() throws IOException {
        HSSFWorkbook book = new HSSFWorkbook();
        var sheet = book.createSheet("S");
        for (int i = 0; i < 3_000; i++) {
            sheet.createRow(i).createCell(0).setCellValue("Text " + i + (i % 3 == 0 ? " 文字" : " letters"));
        }
        String text = text("a.xls", bytes(book::write));
        for (int i = 0; i < 3_000; i++) {
            assertTrue(text.contains("| Text " + i + (i % 3 == 0 ? " 文字" : " letters") + " |"), "Row " + i);
        }
    }

    @Test
    void aPresentationGivesItsSlides() throws IOException {
        XMLSlideShow show = new XMLSlideShow();
        show.createSlide().createTextBox().setText("First slide");
        show.createSlide().createTextBox().setText("Second slide");
        assertEquals("First slide\n\nSecond slide\n\n", text("a.pptx", bytes(show::write)));
    }

    @Test
    void anOldPresentationGivesItsSlides() throws IOException {
        HSLFSlideShow show = new HSLFSlideShow();
        show.createSlide().createTextBox().setText("First slide");
        show.createSlide().addTitle().setText("Zweite Folie 幻灯片");
        assertEquals("First slide\n\nZweite Folie 幻灯片\n\n", text("a.ppt", bytes(show::write)));
    }

    @Test
    void anEncryptedOfficeFileIsRefused() throws Exception {
        try (POIFSFileSystem system = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var content = encryptor.getDataStream(system)) {
                content.write("PK anything".getBytes(StandardCharsets.UTF_8));
            }
            assertFailure(ExtractError.ENCRYPTED_FILE, "a.docx", bytes(system::writeFilesystem));
        }
    }
}
