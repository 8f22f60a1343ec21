/** What was changed and decided, by whom: a log in which nothing can be changed unnoticed. */
@NullMarked
package dev.heddle.platform.audit;

import org.jspecify.annotations.NullMarked;
