package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.Token;
import dev.heddle.model.execution.AttemptId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the tokens of leases. All servers of a database share the key, so that each can tell a
 * token of another from an invention: after a takeover nobody else remembers a lease.
 */
public final class LeaseTokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE = 8;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();
  private final byte[] series = new byte[NONCE / 2];
  private int next;

  public LeaseTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    random.nextBytes(series);
  }

  /** A token nobody has had before. */
  synchronized Token next(AttemptId attempt) {
    if (next == Integer.MAX_VALUE) {
      random.nextBytes(series);
      next = 0;
    }
    byte[] nonce = ByteBuffer.allocate(NONCE).put(series).putInt(next++).array();
    return new Token(complete(attempt, nonce));
  }

  /** Whether a server made this token for that attempt. */
  synchronized boolean isOurs(AttemptId attempt, Token token) {
    byte[] shown = token.bytes();
    return MessageDigest.isEqual(shown, complete(attempt, Arrays.copyOf(shown, NONCE)));
  }

  private byte[] complete(AttemptId attempt, byte[] nonce) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(nonce);
      ByteBuffer id = ByteBuffer.allocate(24);
      id.putLong(attempt.execution().number())
          .putInt(attempt.task().node())
          .putInt(attempt.task().activation())
          .putInt(attempt.task().item())
          .putInt(attempt.task().attempt());
      byte[] proof = mac.doFinal(id.array());
      byte[] token = Arrays.copyOf(nonce, Token.LENGTH);
      System.arraycopy(proof, 0, token, NONCE, Token.LENGTH - NONCE);
      return token;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK cannot make tokens", impossible);
    }
  }
}
