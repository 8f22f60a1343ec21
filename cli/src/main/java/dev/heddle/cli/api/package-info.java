/** Asking the API: of a server over HTTP, or of the same routes in this process (ADR 0090). */
@NullMarked
package dev.heddle.cli.api;

import org.jspecify.annotations.NullMarked;
