@NullMarked
package dev.heddle.platform.provenance;

import org.jspecify.annotations.NullMarked;
