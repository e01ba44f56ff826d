package dev.difynative.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Failure;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({"Report.PDF,Report.PDF,pdf", "archive.tar.gz,archive.tar.gz,gz", "README,README,''", "'  a b.txt ',a b.txt,txt",
            "报告.docx,报告.docx,docx", "..,..,''"})
    void theExtensionIsWhatFollowsTheLastDot(String given, String name, String extension) {
        assertEquals(new FileName(name, extension), FileName.of(given));
    }

    @Test
    void controlCharactersAreDropped() { assertEquals("ab.txt", FileName.of("a\r\n\0b.txt").text()); }

    @Test
    void aLongNameKeepsItsExtension() {
        FileName name = FileName.of("x".repeat(300) + ".pdf");
        assertEquals(200, name.text().length());
        assertEquals("pdf", name.extension());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.txt", "C:\\a.txt", "../../etc/passwd"})
    void aPathIsNoName(String given) { assertEquals(CommonError.INVALID_PARAM, faultOf(given)); }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\t"})
    void anEmptyNameIsNone(String given) { assertEquals(FileError.FILENAME_NOT_EXISTS, faultOf(given)); }

    private static ErrorCode faultOf(String given) { return assertThrows(Failure.class, () -> FileName.of(given)).code(); }
}
