/** Stored objects in the file system, and who may reach them by signed URLs (S3-19, S3-50). */
@NullMarked
package dev.heddle.platform.artifacts;

import org.jspecify.annotations.NullMarked;
