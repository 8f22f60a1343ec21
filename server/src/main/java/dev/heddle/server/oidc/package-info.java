/** Logging in at an OpenID provider: authorisation code with PKCE, state and nonce (S1-166). */
@NullMarked
package dev.heddle.server.oidc;

import org.jspecify.annotations.NullMarked;
