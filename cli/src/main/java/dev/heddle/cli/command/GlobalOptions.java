package dev.heddle.cli.command;

import dev.heddle.cli.output.OutputFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options every command takes. */
public final class GlobalOptions {

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show what this command does and how.")
  private boolean help;

  @Option(
      names = "--output",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      defaultValue = "human",
      converter = FormatReader.class,
      description = "What to print: human, json or yaml.")
  private OutputFormat output;

  @Option(names = "-j", scope = ScopeType.INHERIT, description = "Short for --output json.")
  private boolean json;

  @Option(names = "-y", scope = ScopeType.INHERIT, description = "Short for --output yaml.")
  private boolean yaml;

  @Option(
      names = "--api-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "The server to ask, with the token in HEDDLE_TOKEN or of the profile for it; else as"
              + " HEDDLE_API_URL says.")
  private @Nullable String apiUrl;

  @Option(
      names = "--profile",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "The server of this profile (heddle login), or local: the database of this machine. Else"
              + " as HEDDLE_PROFILE says, else the profile in use.")
  private @Nullable String profile;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more: log lines of tasks, the trace of an unexpected error.")
  private boolean verbose;

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "How log lines look: text or json; else as HEDDLE_LOG_FORMAT says, else text.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  public OutputFormat output() {
    if (json) {
      return OutputFormat.JSON;
    }
    return yaml ? OutputFormat.YAML : output;
  }

  /** Whether a program reads standard output. */
  public boolean isDocument() {
    return output() != OutputFormat.HUMAN;
  }

  @Nullable String apiUrl() {
    return apiUrl;
  }

  @Nullable String profile() {
    return profile;
  }

  public boolean verbose() {
    return verbose;
  }

  /** As far as the option says; {@code Main} has acted on it before parsing. */
  LogFormat logFormat() {
    return logFormat;
  }

  boolean help() {
    return help || version;
  }

  /** Says which formats there are when it meets another. */
  static final class FormatReader implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String text) {
      try {
        return OutputFormat.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
