/** The key-value store and the server's key that encrypts it. */
@NullMarked
package dev.heddle.platform.keys;

import org.jspecify.annotations.NullMarked;
