package dev.heddle.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

  @Test
  void digestsAreThoseOfTheStandard() {
    assertThat(Sha256.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void textsAreDigestedInUtf8() {
    assertThat(Sha256.of("ä"))
        .isEqualTo(Sha256.digest().digest(new byte[] {(byte) 0xc3, (byte) 0xa4}));
  }
}
