package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Checks results against {@code docs/result.schema.json}. */
public final class ResultSchema {
  private static final Path SCHEMA = Path.of("..", "..", "docs", "result.schema.json");

  private ResultSchema() {}

  /** Fails naming the violations. */
  public static void check(JsonNode result) throws IOException {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    assertThat(schema.validate(result)).isEmpty();
  }
}
