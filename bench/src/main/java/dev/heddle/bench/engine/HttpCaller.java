package dev.heddle.bench.engine;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One caller on one connection that stays open. As plain as can be: it shares the processors with
 * the server, and a client library would take more of them than the server does.
 */
final class HttpCaller implements Calls.Caller {

  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final byte[] request;

  /** What every call sends. */
  record Request(URI server, String text) {}

  static Request post(URI server, String path, String json) {
    return new Request(
        server,
        "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\n"
                .formatted(path, server.getHost(), server.getPort())
            + "Content-Length: %d\r\n\r\n%s".formatted(json.length(), json));
  }

  static Request get(URI server, String path) {
    return new Request(
        server,
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\n\r\n"
            .formatted(path, server.getHost(), server.getPort()));
  }

  HttpCaller(Request request) throws IOException {
    this.socket = new Socket(request.server().getHost(), request.server().getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.request = request.text().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void run(int number) throws IOException {
    call();
  }

  /** Makes the call and returns what was answered. */
  String call() throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    String text = new String(body, StandardCharsets.UTF_8);
    if (!status.contains(" 20")) {
      throw new IOException(status + " " + text);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
