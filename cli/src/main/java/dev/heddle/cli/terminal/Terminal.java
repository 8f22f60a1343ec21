package dev.heddle.cli.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Standard input, output and error, and what a person sees of them.
 *
 * @param asks whether a person types into standard input
 * @param showsOutput whether a person reads standard output
 * @param showsErrors whether a person reads standard error
 * @param style what may be shown to that person
 * @param size columns and rows right now
 */
public record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean asks,
    boolean showsOutput,
    boolean showsErrors,
    Style style,
    WindowSize size) {

  /** The terminal of this process. */
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean showsOutput = !dumb && Descriptors.isTerminal(Descriptors.OUTPUT);
    boolean showsErrors = !dumb && Descriptors.isTerminal(Descriptors.ERROR);
    Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
    boolean unicode = charset.equals(StandardCharsets.UTF_8);
    boolean colour =
        (showsOutput || showsErrors) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        System.in,
        writer(FileDescriptor.out, charset),
        writer(FileDescriptor.err, charset),
        Descriptors.isTerminal(Descriptors.INPUT),
        showsOutput,
        showsErrors,
        new Style(colour, unicode),
        showsOutput || showsErrors ? new WindowSize.Measured() : WindowSize.UNLIMITED);
  }

  /** The style for standard output: plain where no person reads it. */
  public Style outputStyle() {
    return showsOutput ? style : new Style(false, style.unicode());
  }

  /** The style for standard error: plain where no person reads it. */
  public Style errorStyle() {
    return showsErrors ? style : new Style(false, style.unicode());
  }

  /** How wide a line of standard output may be. */
  public int outputWidth() {
    return showsOutput ? size.columns() : Integer.MAX_VALUE;
  }

  public BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
  }
}
