package lab.loadtest.queuetracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lab.loadtest.open.Slope;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void finds_the_last_number_of_a_name() {
    assertThat(Fields.last("{\"seq\":3,\"updates\":[{\"seq\":17,\"a\":1}]}", "seq")).isEqualTo(17);
    assertThat(Fields.last("{\"queue_length\":0}", "queue_length")).isZero();
    assertThat(Fields.last("{\"queue_length\":\"x\"}", "queue_length")).isEqualTo(-1);
    assertThat(Fields.last("{}", "seq")).isEqualTo(-1);
  }

  @Test
  void a_slope_excludes_the_constant_part_and_noise_has_none() {
    record Point(double x, double y) {}
    var points = List.of(new Point(100, 1_300), new Point(200, 1_600), new Point(400, 2_200));

    assertThat(Slope.of(points, Point::x, Point::y).orElseThrow()).isCloseTo(3, within(1e-9));
    var noise = List.of(new Point(100, 1_300), new Point(200, 900), new Point(400, 1_350));
    assertThat(Slope.of(noise, Point::x, Point::y)).isEmpty();
  }
}
