package dev.heddle.postgres.execution;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * Many rows of a composite type of the database, bound as one array in the database's own format:
 * unpacking one array costs it a fraction of unpacking one per column, and here nothing is boxed.
 *
 * <p>A row is {@link #begin begun}, then its columns are added in the order of the type.
 */
final class RowArray extends PGobject implements PGBinaryObject {

  private static final long serialVersionUID = 1L;

  private static final int ELEMENT_TYPE = 8;
  private static final int LENGTH = 12;
  private static final int NO_ROW = -1;
  private static final int NULL = -1;
  private static final long SECONDS_FROM_1970_TO_2000 = 946_684_800;

  private final String elementType;
  private final int columns;
  private byte[] bytes = new byte[1_024];
  private int size;
  private int rows;
  private int begun = NO_ROW;

  /**
   * @param elementType the composite type's name
   * @param columns how many it has
   */
  RowArray(String elementType, int columns) {
    this.elementType = elementType;
    this.columns = columns;
    setType(elementType + "[]");
    int32(1); // dimensions
    int32(0); // without null elements
    int32(Oid.UNSPECIFIED);
    int32(0); // rows
    int32(1); // the first index
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** Begins a row, which ends the one before. */
  RowArray begin() {
    endRow();
    begun = size;
    rows++;
    int32(0);
    int32(columns);
    return this;
  }

  private void endRow() {
    if (begun != NO_ROW) {
      int32At(begun, size - begun - Integer.BYTES);
    }
  }

  RowArray add(int number) {
    field(Oid.INT4, Integer.BYTES);
    int32(number);
    return this;
  }

  RowArray add(long number) {
    field(Oid.INT8, Long.BYTES);
    int64(number);
    return this;
  }

  RowArray addLong(@Nullable Long number) {
    if (number == null) {
      field(Oid.INT8, NULL);
      return this;
    }
    return add(number.longValue());
  }

  RowArray addInt(@Nullable Integer number) {
    if (number == null) {
      field(Oid.INT4, NULL);
      return this;
    }
    return add(number.intValue());
  }

  RowArray add(@Nullable Instant at) {
    if (at == null) {
      field(Oid.TIMESTAMPTZ, NULL);
      return this;
    }
    field(Oid.TIMESTAMPTZ, Long.BYTES);
    int64((at.getEpochSecond() - SECONDS_FROM_1970_TO_2000) * 1_000_000 + at.getNano() / 1_000);
    return this;
  }

  RowArray add(@Nullable String text) {
    if (text == null) {
      field(Oid.TEXT, NULL);
      return this;
    }
    int header = size;
    field(Oid.TEXT, 0);
    int start = size;
    text(text);
    int32At(header + Integer.BYTES, size - start);
    return this;
  }

  private void text(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        rest(text.substring(i));
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  private void rest(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  private void field(int type, int length) {
    int32(type);
    int32(length);
  }

  private void int64(long number) {
    int32((int) (number >>> 32));
    int32((int) number);
  }

  private void int32(int number) {
    reserve(Integer.BYTES);
    int32At(size, number);
    size += Integer.BYTES;
  }

  private void int32At(int position, int number) {
    bytes[position] = (byte) (number >>> 24);
    bytes[position + 1] = (byte) (number >>> 16);
    bytes[position + 2] = (byte) (number >>> 8);
    bytes[position + 3] = (byte) number;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** Binds the rows as parameter {@code number}; they are complete. */
  void bind(PreparedStatement statement, int number) throws SQLException {
    endRow();
    BaseConnection connection = statement.getConnection().unwrap(BaseConnection.class);
    int32At(ELEMENT_TYPE, connection.getTypeInfo().getPGType(elementType));
    int32At(LENGTH, rows);
    // The driver takes arrays of types that it does not know for text otherwise.
    connection
        .getQueryExecutor()
        .addBinarySendOid(connection.getTypeInfo().getPGType(elementType + "[]"));
    statement.setObject(number, this);
  }

  @Override
  public int lengthInBytes() {
    return size;
  }

  @Override
  public void toBytes(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, size);
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("rows are only written this way");
  }
}
