package lab.urlshortener.link;

import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** All tiers, down to PostgreSQL, under the contract of all {@link Links}. */
class PostgresLinksIT extends LinksContract {
  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.start(Stores.settings());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  protected Links links() {
    return service.bean(PostgresLinks.class);
  }
}
