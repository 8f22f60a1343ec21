package dev.heddle.platform.catalog;

import java.util.Optional;

/** Definitions that are called by what was started of them (U-04). */
@FunctionalInterface
public interface UploadRefs {

  /** Nothing was uploaded. */
  UploadRefs NONE = _ -> Optional.empty();

  /** The definition under a ref such as {@code script.06xv82k7607qg}. */
  Optional<Long> find(String ref);
}
