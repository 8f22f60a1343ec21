package dev.heddle.server.resource;

import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A body as a file of this machine, until it is closed.
 *
 * @param path of a file that nobody else may read
 */
record ReceivedFile(Path path) implements AutoCloseable {

  /**
   * Reads a body.
   *
   * @param most how many bytes it may have
   * @throws ProblemException if it has more, or ends too early; nothing is left of it then
   */
  static ReceivedFile of(InputStream body, long most) throws IOException {
    ReceivedFile file = new ReceivedFile(Files.createTempFile("heddle-pack", ".upload"));
    try {
      file.write(body, most);
      return file;
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  private void write(InputStream body, long most) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[64 << 10];
      long bytes = 0;
      for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
        bytes += read;
        if (bytes > most) {
          throw tooLarge(most);
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException broken) {
      throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body could not be read.");
    }
  }

  static ProblemException tooLarge(long most) {
    return new ProblemException(
        ProblemCode.BODY_TOO_LARGE, "Such a body has at most " + (most >> 20) + " MiB.");
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
