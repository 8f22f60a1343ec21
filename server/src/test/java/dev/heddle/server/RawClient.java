package dev.heddle.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends requests that no proper client would. */
final class RawClient {

  private static final int PATIENCE_MILLIS = 20_000;

  private RawClient() {}

  /** Sends {@code head} lines and an empty line, and reads until the server closes. */
  static RawAnswer send(URI server, String... head) throws IOException {
    try (Socket socket = open(server)) {
      String request = String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n";
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException refusedBeforeItsEnd) {
        // The answer is there all the same.
      }
      return read(socket);
    }
  }

  /** A GET of {@code target} as it is, with a proper host. */
  static RawAnswer get(URI server, String target) throws IOException {
    return send(server, "GET " + target + " HTTP/1.1", "Host: " + server.getAuthority());
  }

  /** Sends {@code head}, then chunks of zeros until {@code bytes} were sent or nobody listens. */
  static long flood(URI server, long bytes, String... head) throws IOException {
    try (Socket socket = open(server)) {
      OutputStream out = socket.getOutputStream();
      out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      byte[] chunk = new byte[1 << 16];
      byte[] size =
          (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      long sent = 0;
      try {
        while (sent < bytes) {
          out.write(size);
          out.write(chunk);
          out.write('\r');
          out.write('\n');
          sent += chunk.length;
        }
      } catch (IOException nobodyListens) {
        return sent;
      }
      return sent;
    }
  }

  static RawAnswer read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException reset) {
      if (all.size() == 0) {
        throw reset;
      }
    }
    return RawAnswer.of(all.toString(StandardCharsets.UTF_8));
  }

  static Socket open(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** An answer as it came. */
  record RawAnswer(int status, String head, String body) {
    static RawAnswer of(String text) {
      String[] parts = text.split("\r\n\r\n", 2);
      int status = Integer.parseInt(text.substring(9, 12));
      return new RawAnswer(status, parts[0], parts.length > 1 ? parts[1] : "");
    }
  }
}
