package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentFile;
import lab.runner.experiment.LoadProgram;
import lab.runner.home.LabHome;

/** The available experiments: one per file in their folder. */
final class Experiments {
  private final LabHome home;
  private final LoadProgram loadGenerator;

  Experiments(LabHome home) {
    this.home = home;
    loadGenerator =
        new LoadProgram(
            LoadProgram.java(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                home.sources().resolve("loadtest/target/loadtest.jar"),
                home.cache().resolve("loadtest.jsa")));
  }

  LoadProgram loadGenerator() {
    return loadGenerator;
  }

  /** In alphabetical order. */
  List<String> names() throws IOException {
    try (var files = Files.list(home.experiments())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yml"))
          .map(file -> file.substring(0, file.length() - 4))
          .sorted()
          .toList();
    }
  }

  /** The experiment as it is written. */
  ExperimentFile file(String name) throws IOException {
    if (!names().contains(name)) {
      throw new Failure(
          "There is no experiment '%s'. There are: %s."
              .formatted(name, String.join(", ", names())));
    }
    return ExperimentFile.read(home.experiments().resolve(name + ".yml"));
  }

  /** The experiment, checked and ready to run. */
  Experiment experiment(String name, boolean shortForm) throws IOException {
    return file(name).experiment(shortForm, loadGenerator);
  }

  /** All experiments, checked at once, because each question starts the load generator. */
  List<Experiment> all(boolean shortForm) throws IOException {
    var files = files();
    loadGenerator.check(files.stream().flatMap(file -> file.questions().stream()).toList());
    var experiments = new ArrayList<Experiment>();
    for (ExperimentFile file : files) {
      experiments.add(file.experiment(shortForm, loadGenerator));
    }
    return experiments;
  }

  /** All experiments as they are written. */
  List<ExperimentFile> files() throws IOException {
    var files = new ArrayList<ExperimentFile>();
    for (String name : names()) {
      files.add(file(name));
    }
    return files;
  }
}
