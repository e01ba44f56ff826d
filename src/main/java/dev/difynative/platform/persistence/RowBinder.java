package dev.difynative.platform.persistence;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Binds the values of one row to a statement, which is run in a batch. */
public final class RowBinder implements RowWriter {
    private final PreparedStatement statement;
    private int position;

    public RowBinder(PreparedStatement statement) { this.statement = statement; }

    @Override
    public RowBinder id(UUID value) throws SQLException {
        statement.setObject(++position, value, Types.OTHER);
        return this;
    }

    @Override
    public RowBinder text(String value) throws SQLException {
        statement.setString(++position, value == null ? null : RowWriter.withoutNul(value));
        return this;
    }

    @Override
    public RowBinder time(Instant value) throws SQLException {
        statement.setTimestamp(++position, value == null ? null : Timestamp.from(value));
        return this;
    }

    public RowBinder date(LocalDate value) throws SQLException {
        statement.setObject(++position, value);
        return this;
    }

    @Override
    public RowBinder number(long value) throws SQLException {
        statement.setLong(++position, value);
        return this;
    }

    @Override
    public RowBinder integer(int value) throws SQLException {
        statement.setInt(++position, value);
        return this;
    }

    @Override
    public RowBinder real(double value) throws SQLException {
        statement.setDouble(++position, value);
        return this;
    }

    @Override
    public RowBinder money(BigDecimal value) throws SQLException {
        statement.setBigDecimal(++position, value);
        return this;
    }

    @Override
    public RowBinder flag(boolean value) throws SQLException {
        statement.setBoolean(++position, value);
        return this;
    }

    @Override
    public RowBinder bytes(byte[] value) throws SQLException {
        statement.setBytes(++position, value);
        return this;
    }

    public RowBinder array(String type, Object[] values) throws SQLException {
        statement.setArray(++position, statement.getConnection().createArrayOf(type, values));
        return this;
    }

    @Override
    public void end() throws SQLException { statement.addBatch(); }
}
