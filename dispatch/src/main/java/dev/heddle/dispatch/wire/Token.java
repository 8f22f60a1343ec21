package dev.heddle.dispatch.wire;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Proves that an attempt was leased to whoever shows it; one per lease. */
public final class Token {

  /** Bytes of a token. */
  public static final int LENGTH = 24;

  private final byte[] bytes;

  public Token(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new WireException("a token has " + LENGTH + " bytes");
    }
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  void writeTo(WireWriter out) {
    out.raw(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Token token && Arrays.equals(bytes, token.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Enough to tell two apart in a log, not enough to use one. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes, 0, 4) + "…";
  }
}
