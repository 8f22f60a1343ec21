/** Who may do what: identities, permission sets, tokens, and who acts in a request. */
@NullMarked
package dev.heddle.platform.access;

import org.jspecify.annotations.NullMarked;
