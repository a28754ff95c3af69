package lab.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import lab.platform.startup.StartupRefusedException;
import lab.platformtest.PostgresUnderTest.Database;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwoInstancesIT {
  private static final String URL = "{\"url\":\"https://example.com/\"}";
  private static final Map<String, String> SMALL_RANGES = Map.of("lab.codes.range-size", "5");

  private static Database database;
  private static Service one;
  private static Service two;

  @BeforeAll
  static void start() {
    database = Stores.newDatabase();
    one = startOne();
    two = startOne();
  }

  private static Service startOne() {
    return Service.start(Stores.settings(database), SMALL_RANGES);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  private static <T> List<T> atOnce(int workers, java.util.function.IntFunction<T> work)
      throws Exception {
    var barrier = new CyclicBarrier(workers);
    try (var executor = Executors.newFixedThreadPool(workers)) {
      var running =
          IntStream.range(0, workers)
              .<Callable<T>>mapToObj(i ->
                  () -> {
                    barrier.await();
                    return work.apply(i);
                  })
              .map(executor::submit)
              .toList();
      var results = new java.util.ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  @Test
  void never_issue_the_same_code() throws Exception {
    Set<String> codes = ConcurrentHashMap.newKeySet();
    atOnce(
        8,
        i -> {
          for (int n = 0; n < 40; n++) {
            assertThat(codes.add((i % 2 == 0 ? one : two).shorten("https://example.com/")))
                .isTrue();
          }
          return i;
        });

    assertThat(codes).hasSize(320);
    assertThat(one.metrics()).contains("lab_codes_collisions_total{");
  }

  @Test
  void create_one_link_for_a_key_that_both_receive_at_once() throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = UUID.randomUUID().toString();
      var answers = atOnce(6, i -> (i % 2 == 0 ? one : two).create(URL, "Idempotency-Key", key));

      assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
      assertThat(answers.stream().map(Service::code).distinct()).hasSize(1);
    }
  }

  @Test
  void redirect_at_once_to_a_link_that_the_other_created() {
    String code = one.shorten("https://example.com/shared");

    assertThat(two.get("/" + code).headers().firstValue("Location"))
        .hasValue("https://example.com/shared");
  }

  @Test
  void skip_codes_in_use_when_the_sequence_goes_back() throws Exception {
    one.shorten("https://example.com/");
    Stores.sql(database, "DELETE FROM code_lease");
    Stores.sql(database, "ALTER SEQUENCE code_range RESTART WITH 0");
    try (var third = startOne()) {
      Set<String> codes = ConcurrentHashMap.newKeySet();
      int made = 0;
      for (int i = 0; i < 200 && made < 20; i++) {
        var answer = third.create(URL);
        assertThat(answer.statusCode()).isIn(201, 503);
        if (answer.statusCode() == 201) {
          made++;
          assertThat(codes.add(Service.code(answer))).isTrue();
        }
      }
      assertThat(made).isEqualTo(20);
      assertThat(third.metrics())
          .doesNotContain(
              "lab_codes_collisions_total{application=\"url-shortener\",instance=\"url-shortener-"
                  + third.port()
                  + "\"} 0.0");
    }
  }

  @Test
  void skip_leased_ranges_when_only_the_sequence_goes_back() throws Exception {
    one.shorten("https://example.com/");
    Stores.sql(database, "ALTER SEQUENCE code_range RESTART WITH 0");
    try (var third = startOne()) {
      third.shorten("https://example.com/");

      assertThat(third.metrics())
          .contains(
              "lab_codes_collisions_total{application=\"url-shortener\",instance=\"url-shortener-"
                  + third.port()
                  + "\"} 0.0");
    }
  }

  @Test
  void keep_their_links_over_a_restart() {
    String code;
    try (var third = startOne()) {
      code = third.shorten("https://example.com/kept");
    }
    try (var fourth = startOne()) {
      assertThat(fourth.get("/" + code).headers().firstValue("Location"))
          .hasValue("https://example.com/kept");
    }
  }

  @Test
  void refuse_to_start_with_another_key_or_range_size() {
    var settings = Stores.settings(database);
    var otherKey = Map.of("lab.codes.key", "ff".repeat(16));

    assertThatThrownBy(() -> Service.start(settings, SMALL_RANGES, otherKey))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining("lab.codes.key is not the key")
        .hasMessageNotContaining("ff".repeat(16));
    assertThatThrownBy(() -> Service.start(settings))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining("lab.codes.range-size");
  }
}
