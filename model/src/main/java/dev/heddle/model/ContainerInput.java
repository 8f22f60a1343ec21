package dev.heddle.model;

/** The fields of the input of {@link Work.Container}: all there is to say about a container. */
public final class ContainerInput {

  public static final String IMAGE = "image";

  /** A list of texts: program and arguments; absent for what the image does by itself. */
  public static final String COMMAND = "command";

  /** A map of texts. */
  public static final String ENVIRONMENT = "environment";

  /** A list of maps: {@code source}, {@code target}, {@code read_only}. */
  public static final String VOLUMES = "volumes";

  public static final String WORKING_DIRECTORY = "working_dir";

  /** Billionths of a processor. */
  public static final String NANO_CPUS = "nano_cpus";

  /** Bytes. */
  public static final String MEMORY = "memory_bytes";

  /**
   * For the step's image, from the document: {@code registry}, {@code username}, {@code password}.
   */
  public static final String REGISTRY_CREDENTIALS = "registry_credentials";

  /** The same, given with the execution (S4-34). */
  public static final String CREDENTIALS = "credentials";

  /** What container engines need at least, in bytes. */
  public static final long LEAST_MEMORY = 6L << 20;

  /** Names the file a step writes its outputs to (S4-29). */
  public static final String OUTPUTS_VARIABLE = "STEP_OUTPUTS";

  private ContainerInput() {}
}
