package dev.heddle.platform.catalog;

final class MemoryCatalogStoreTest extends CatalogStoreContract {

  @Override
  protected CatalogStore store() {
    return new MemoryCatalogStore();
  }
}
