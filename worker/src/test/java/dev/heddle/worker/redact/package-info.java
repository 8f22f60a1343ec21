/** Tests of taking secrets out of texts and values. */
@NullMarked
package dev.heddle.worker.redact;

import org.jspecify.annotations.NullMarked;
