package dev.heddle.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of a page of the guide. */
record GuidePage(Path path, List<Block> blocks) {

  GuidePage {
    blocks = List.copyOf(blocks);
  }

  /**
   * One block.
   *
   * @param line where its text begins, from 1
   */
  record Block(String language, int line, List<String> lines) {

    private static final Pattern FILE_NAME = Pattern.compile("(?:#|//) ([\\w./-]+\\.[a-z]+)");

    Block {
      lines = List.copyOf(lines);
    }

    String text() {
      return String.join("\n", lines) + "\n";
    }

    /** The name in a comment on the first line: the block is a file the reader makes. */
    Optional<String> fileName() {
      Matcher name = FILE_NAME.matcher(lines.isEmpty() ? "" : lines.getFirst());
      return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }
  }

  static GuidePage read(Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(path);
    for (int start = 0; start < lines.size(); start++) {
      if (!lines.get(start).startsWith("```")) {
        continue;
      }
      int end = start + 1;
      while (!lines.get(end).equals("```")) {
        end++;
      }
      String language = lines.get(start).substring(3).strip();
      blocks.add(new Block(language, start + 2, lines.subList(start + 1, end)));
      start = end;
    }
    return new GuidePage(path, blocks);
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
