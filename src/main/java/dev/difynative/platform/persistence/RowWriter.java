package dev.difynative.platform.persistence;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Takes the values of rows, left to right; each may be null unless it is a number or a flag. */
public interface RowWriter {

    RowWriter id(UUID value) throws SQLException;

    /** PostgreSQL's text holds every character but NUL, which is left out. */
    RowWriter text(String value) throws SQLException;

    RowWriter time(Instant value) throws SQLException;

    RowWriter number(long value) throws SQLException;

    RowWriter integer(int value) throws SQLException;

    RowWriter real(double value) throws SQLException;

    RowWriter money(BigDecimal value) throws SQLException;

    RowWriter flag(boolean value) throws SQLException;

    RowWriter bytes(byte[] value) throws SQLException;

    /** The row is complete. */
    void end() throws SQLException;

    static String withoutNul(String text) { return text.indexOf('\0') < 0 ? text : text.replace("\0", ""); }
}
