/** Workers: their streams, the files they fetch, and who they are. */
@NullMarked
package dev.heddle.server.worker;

import org.jspecify.annotations.NullMarked;
