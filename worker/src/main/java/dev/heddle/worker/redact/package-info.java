/** Finds secrets in what programs print and return, and takes them out (S1-031). */
@NullMarked
package dev.heddle.worker.redact;

import org.jspecify.annotations.NullMarked;
