@NullMarked
package dev.heddle.worker.container;

import org.jspecify.annotations.NullMarked;
