package dev.difynative.platform.persistence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * New rows of one table in the binary format of {@code COPY}, which costs the database and this process a fraction of what a
 * statement per row does. The columns must be of exactly the types that are written: {@code number} is a bigint, {@code money}
 * a numeric, {@code time} a timestamptz.
 */
public final class CopiedRows implements RowWriter {
    private static final byte[] BEGIN = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final short END = -1;
    private static final int NULL = -1;
    private static final int FIRST_BYTES = 8192;
    private static final long EPOCH_2000 = 946_684_800;
    private static final int MICROS = 1_000_000;
    private static final int NEGATIVE = 0x4000;
    private static final int GROUP_DIGITS = 4;
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);

    private final String table;
    private final int columns;
    private ByteBuffer rows = ByteBuffer.allocate(FIRST_BYTES).put(BEGIN);
    private int column;

    /** {@code columns} are the names of those that are written, separated by commas. */
    public CopiedRows(String table, String columns) {
        this.table = table + " (" + columns + ")";
        this.columns = columns.split(",").length;
    }

    /** Room for the next value, its length written. */
    private ByteBuffer value(int length) {
        room(Short.BYTES + Integer.BYTES + Math.max(length, 0));
        if (column++ == 0) {
            rows.putShort((short) columns);
        }
        return rows.putInt(length);
    }

    private void room(int bytes) {
        if (rows.remaining() < bytes) {
            rows = ByteBuffer.allocate(Math.max(2 * rows.capacity(), rows.position() + bytes)).put(rows.flip());
        }
    }

    private CopiedRows none() {
        value(NULL);
        return this;
    }

    @Override
    public CopiedRows id(UUID value) {
        if (value == null) {
            return none();
        }
        value(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    @Override
    public CopiedRows text(String value) {
        return bytes(value == null ? null : RowWriter.withoutNul(value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CopiedRows time(Instant value) {
        return value == null
                ? none()
                : number((value.getEpochSecond() - EPOCH_2000) * MICROS + value.getNano() / 1_000);
    }

    @Override
    public CopiedRows number(long value) {
        value(Long.BYTES).putLong(value);
        return this;
    }

    @Override
    public CopiedRows integer(int value) {
        value(Integer.BYTES).putInt(value);
        return this;
    }

    @Override
    public CopiedRows real(double value) {
        value(Double.BYTES).putDouble(value);
        return this;
    }

    @Override
    public CopiedRows flag(boolean value) {
        value(1).put((byte) (value ? 1 : 0));
        return this;
    }

    @Override
    public CopiedRows bytes(byte[] value) {
        if (value == null) {
            return none();
        }
        value(value.length).put(value);
        return this;
    }

    /** Groups of four decimal digits, of which the first one counts 10000 to the power of its weight. */
    @Override
    public CopiedRows money(BigDecimal value) {
        if (value == null) {
            return none();
        }
        int scale = Math.max(0, value.scale());
        int behind = (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
        Deque<Short> groups = new ArrayDeque<>();
        BigInteger rest = value.setScale(behind * GROUP_DIGITS, RoundingMode.UNNECESSARY).unscaledValue().abs();
        while (rest.signum() > 0) {
            BigInteger[] split = rest.divideAndRemainder(GROUP);
            groups.push(split[1].shortValue());
            rest = split[0];
        }
        value(Short.BYTES * (4 + groups.size())).putShort((short) groups.size()).putShort((short) (groups.size() - 1 - behind))
                .putShort((short) (value.signum() < 0 ? NEGATIVE : 0)).putShort((short) scale);
        groups.forEach(rows::putShort);
        return this;
    }

    @Override
    public void end() {
        if (column != columns) {
            throw new IllegalStateException("A row has " + column + " values for the " + columns + " columns of " + table);
        }
        column = 0;
    }

    /** Adds all rows to the table, in the transaction of the connection. */
    public void copy(Connection connection) throws SQLException {
        room(Short.BYTES);
        rows.putShort(END);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN (FORMAT BINARY)");
        try {
            copy.writeToCopy(rows.array(), 0, rows.position());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
