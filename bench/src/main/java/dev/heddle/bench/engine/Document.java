package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A document in which the results stand between two marks; the rest of it is people's. */
record Document(Path file) {

  static final String BEGIN = "<!-- results: written by bench/run --report -->";
  static final String END = "<!-- end of results -->";

  /** Replaces what stands between the marks. */
  void write(List<Results.Line> lines, int rounds, Circumstances circumstances) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " has no place for results: " + BEGIN + " … " + END);
    }
    String results = circumstances.describe(rounds) + "\n\n" + Report.markdown(lines);
    Files.writeString(
        file, text.substring(0, begin) + BEGIN + "\n" + results + "\n" + text.substring(end));
  }
}
