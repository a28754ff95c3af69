package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lab.platform.web.IdempotencyKey;
import org.junit.jupiter.api.Test;

/** What every {@link Links} must do. */
public abstract class LinksContract {
  private static final TargetUrl URL = new TargetUrl("https://example.com/a");
  private static final TargetUrl OTHER = new TargetUrl("https://example.com/b");

  protected abstract Links links();

  private static IdempotencyKey newKey() {
    return new IdempotencyKey(UUID.randomUUID().toString());
  }

  private Link create(TargetUrl url) {
    return ((Creation.Created) links().create(url, null)).link();
  }

  @Test
  void finds_what_was_created() {
    Link link = create(URL);

    assertThat(link.code()).matches("[0-9A-Za-z]{7}");
    assertThat(link.url()).isEqualTo(URL.value());
    assertThat(links().resolve(link.code())).isEqualTo(new Resolution.Found(link));
  }

  @Test
  void calls_other_codes_unknown() {
    assertThat(links().resolve("zzzzzzz")).isEqualTo(Resolution.UNKNOWN);
  }

  @Test
  void gives_the_same_url_a_code_of_its_own_each_time() {
    assertThat(create(URL).code()).isNotEqualTo(create(URL).code());
  }

  @Test
  void gives_the_same_link_for_the_same_key_and_url() {
    var key = newKey();
    var first = (Creation.Created) links().create(URL, key);

    assertThat(links().create(URL, key)).isEqualTo(new Creation.Replayed(first.link()));
    assertThat(links().resolve(first.link().code())).isEqualTo(new Resolution.Found(first.link()));
  }

  @Test
  void refuses_a_key_used_with_another_url() {
    var key = newKey();
    links().create(URL, key);

    assertThat(links().create(OTHER, key)).isEqualTo(new Creation.KeyReused());
  }

  @Test
  void creates_one_link_for_a_key_that_many_send_at_once() throws Exception {
    int workers = 8;
    var key = newKey();
    var barrier = new CyclicBarrier(workers);
    Callable<Creation> worker =
        () -> {
          barrier.await();
          return links().create(URL, key);
        };
    List<Creation> creations = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(workers)) {
      List<Future<Creation>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(executor.submit(worker));
      }
      for (var one : running) {
        creations.add(one.get());
      }
    }

    assertThat(creations).filteredOn(Creation.Created.class::isInstance).hasSize(1);
    assertThat(creations.stream().map(LinksContract::link).distinct()).hasSize(1);
  }

  private static Link link(Creation creation) {
    return switch (creation) {
      case Creation.Created(Link link) -> link;
      case Creation.Replayed(Link link) -> link;
      case Creation.KeyReused() -> throw new AssertionError("the url was the same");
    };
  }
}
