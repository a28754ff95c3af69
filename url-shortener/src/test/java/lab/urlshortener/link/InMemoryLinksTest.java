package lab.urlshortener.link;

class InMemoryLinksTest extends LinksContract {
  private final Links links = new InMemoryLinks();

  @Override
  protected Links links() {
    return links;
  }
}
