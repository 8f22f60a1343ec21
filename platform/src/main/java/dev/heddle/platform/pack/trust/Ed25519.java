package dev.heddle.platform.pack.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Signatures of the JDK (RFC 8032). */
final class Ed25519 {

  private static final String NAME = "Ed25519";

  private Ed25519() {}

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(NAME).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /**
   * A public key as X.509 writes it, which has one such form.
   *
   * @throws IOException if it is none
   */
  static PublicKey publicKey(byte[] encoded) throws IOException {
    try {
      PublicKey key = factory().generatePublic(new X509EncodedKeySpec(encoded));
      if (Arrays.equals(key.getEncoded(), encoded)) {
        return key;
      }
    } catch (InvalidKeySpecException e) {
      throw new IOException("it is no public key of Ed25519", e);
    }
    throw new IOException("it is no public key of Ed25519");
  }

  /**
   * A private key as PKCS #8 writes it.
   *
   * @throws IOException if it is none; nothing of it is in the message
   */
  static PrivateKey privateKey(byte[] encoded) throws IOException {
    try {
      return factory().generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException _) {
      // The cause may quote what it could not read.
      throw new IOException("it is no private key of Ed25519");
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  static boolean isSigned(PublicKey key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static KeyFactory factory() {
    try {
      return KeyFactory.getInstance(NAME);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException("this JDK has no Ed25519", e);
  }
}
