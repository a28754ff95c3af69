package lab.runner.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Runs several tasks concurrently. */
public final class Parallel {
  private Parallel() {}

  /** One of the tasks. */
  public interface Task {
    void run() throws IOException;
  }

  /**
   * Runs all tasks; returns when all are done, or throws the first failure as soon as it occurs.
   */
  public static void run(List<Task> tasks) throws IOException {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var completion = new ExecutorCompletionService<Boolean>(executor);
      var callables = new ArrayList<Callable<Boolean>>();
      tasks.forEach(task ->
          callables.add(() -> {
            task.run();
            return true;
          }));
      callables.forEach(completion::submit);
      for (int i = 0; i < callables.size(); i++) {
        var _ = completion.take().get();
      }
      executor.shutdown();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    }
  }
}
