/** The script dialect: {@code fun name(argument:predecessor):} and a Python body (S3). */
@NullMarked
package dev.heddle.dialects.script;

import org.jspecify.annotations.NullMarked;
