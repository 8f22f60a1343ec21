package dev.heddle.expressions;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads which classes compiled code names. */
final class ReferredClasses {

  private ReferredClasses() {}

  /** The class files of the module that {@code anchor} is in. */
  static List<Path> classFiles(Class<?> anchor) throws IOException, URISyntaxException {
    Path root = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  static Set<ClassDesc> of(Path classFile) throws IOException {
    Set<ClassDesc> classes = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
      if (entry instanceof ClassEntry named) {
        classes.add(named.asSymbol());
      }
    }
    return classes;
  }
}
