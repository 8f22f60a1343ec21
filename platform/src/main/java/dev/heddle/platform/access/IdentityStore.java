package dev.heddle.platform.access;

import java.util.List;
import java.util.Optional;

/** Where identities and permission sets are durable. Every change grows the revision. */
public interface IdentityStore {

  /** Adds an identity; false if its login or external name is taken. */
  boolean add(Identity identity);

  /**
   * Adds the first identity with its token; false, and nothing happens, if there is one already.
   */
  boolean addFirst(Identity identity, Token token, String hash);

  /** Gives an identity other attributes; false if it is gone. */
  boolean replace(Identity identity);

  /**
   * Removes an identity with its tokens, and remembers that there was one; false if there was none.
   */
  boolean delete(String id);

  /** Whether an identity of this login was deleted. */
  boolean wasIdentity(String login);

  /** By login. */
  List<Identity> identities();

  /** The identity of this id or login. */
  Optional<Identity> identity(String idOrLogin);

  /** The identity an identity provider knows by this name. */
  Optional<Identity> ofProvider(String external);

  /** The password hash of an identity. */
  Optional<String> password(String id);

  void setPassword(String id, String hash);

  /** All but those built in, by ref. */
  List<PermissionSet> sets();

  /** Adds a permission set; false if its ref is taken. */
  boolean add(PermissionSet set);

  /** Gives a permission set other grants; false if it is gone. */
  boolean replace(PermissionSet set);

  /** Removes a permission set, also from who has it; false if there was none. */
  boolean deleteSet(String ref);

  /** A number that grows with every change but that of a password. */
  long revision();
}
