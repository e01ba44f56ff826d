package dev.difynative.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;

class PasswordHashTest {
    private static final int FEW_ROUNDS = 1000;

    @Test
    void onlyTheSamePasswordMatchesAStoredHash() {
        PasswordHash stored = PasswordHash.parse(PasswordHash.of("correct horse 1", FEW_ROUNDS).text());
        assertTrue(stored.matches("correct horse 1"));
        assertFalse(stored.matches("correct horse 2"));
    }

    @Test
    void theStoredFormNamesAlgorithmAndRounds() {
        assertTrue(PasswordHash.of("correct horse 1", FEW_ROUNDS).text().startsWith("pbkdf2-sha512$1000$"));
    }

    @Test
    void theSamePasswordIsNeverStoredTheSameWayTwice() {
        assertNotEquals(PasswordHash.of("correct horse 1", FEW_ROUNDS).text(),
                PasswordHash.of("correct horse 1", FEW_ROUNDS).text());
    }

    @Test
    void aHashOfAnUnknownKindIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("md5$1$AA==$AA=="));
    }

    @ParameterizedTest
    @CsvSource({"'',required", "short1,length", "onlyletters,format", "1234567890,format"})
    void aPasswordThatIsEasyToGuessIsRefused(String password, String rule) {
        Failure failure = assertThrows(Failure.class, () -> Passwords.check("password", password));
        assertEquals(new FieldFault("password", rule), failure.details());
    }

    @Test
    void lettersAndDigitsOfAnyScriptMakeAPassword() { Passwords.check("password", "пароль123"); }
}
