package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Compilation;

/** A workflow of a pack that compiles. */
public record PackWorkflow(WorkflowSource source, Compilation.Compiled compiled) {

  public String ref() {
    return compiled.workflow().ref();
  }
}
