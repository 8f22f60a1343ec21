/** Runs scripts that know nothing but signed URLs and ids (S3-50 … S3-53). */
@NullMarked
package dev.heddle.worker.script;

import org.jspecify.annotations.NullMarked;
