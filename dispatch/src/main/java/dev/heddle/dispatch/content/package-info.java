/** The files of packs for workers that share no file system with the server, by digest. */
@NullMarked
package dev.heddle.dispatch.content;

import org.jspecify.annotations.NullMarked;
