package lab.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleWorkTest {
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final IdleWork idle = new IdleWork(busy::get, over::get, Duration.ofMillis(1));

  @AfterEach
  void end() {
    over.set(true);
  }

  @Test
  void a_run_that_begins_ends_the_attempt_and_another_follows_when_it_has_ended() throws Exception {
    var finish = new CountDownLatch(1);
    var thread = Thread.ofVirtual().start(() -> work(() -> new Endless(finish)));
    await().until(() -> begun.get() == 1);

    busy.set(true);
    await().until(() -> cancelled.get() == 1);
    assertThat(begun).hasValue(1);

    busy.set(false);
    await().until(() -> begun.get() == 2);
    done.set(true);
    finish.countDown();
    thread.join();
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void nothing_begins_while_a_run_has_the_lab_nor_when_there_is_nothing_to_do() throws Exception {
    busy.set(true);
    var thread = Thread.ofVirtual().start(() -> work(() -> new Endless(new CountDownLatch(1))));
    over.set(true);
    thread.join();
    busy.set(false);
    over.set(false);
    done.set(true);
    work(() -> new Endless(new CountDownLatch(1)));
    assertThat(begun).hasValue(0);
  }

  @Test
  void the_end_of_the_lab_ends_the_attempt() throws Exception {
    var thread = Thread.ofVirtual().start(() -> work(() -> new Endless(new CountDownLatch(1))));
    await().until(() -> begun.get() == 1);
    over.set(true);
    thread.join();
    assertThat(cancelled).hasValue(1);
    assertThat(begun).hasValue(1);
  }

  @Test
  void an_attempt_that_fails_or_achieves_nothing_is_not_repeated() {
    assertThatThrownBy(() -> idle.until(done::get, Fruitless::new))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("without a result");
    assertThat(begun).hasValue(1);
    assertThatThrownBy(() ->
            idle.until(
                done::get,
                () -> {
                  throw new IOException("no space");
                }))
        .hasMessage("no space");
  }

  private void work(IdleWork.Source source) {
    try {
      idle.until(done::get, source);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs until it is cancelled or told to finish; a cancelled one fails, as a killed program's
   * does.
   */
  private final class Endless implements IdleWork.Attempt {
    private final CountDownLatch finish;
    private final CountDownLatch ended = new CountDownLatch(1);

    Endless(CountDownLatch finish) {
      this.finish = finish;
    }

    @Override
    public void run() throws IOException {
      begun.incrementAndGet();
      await().until(() -> ended.getCount() == 0 || finish.getCount() == 0);
      if (ended.getCount() == 0) {
        throw new IOException("killed");
      }
    }

    @Override
    public void cancel() {
      cancelled.incrementAndGet();
      ended.countDown();
    }
  }

  private final class Fruitless implements IdleWork.Attempt {
    @Override
    public void run() {
      begun.incrementAndGet();
    }

    @Override
    public void cancel() {}
  }
}
