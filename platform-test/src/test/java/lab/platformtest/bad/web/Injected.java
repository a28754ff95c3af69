package lab.platformtest.bad.web;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Autowired;

class Injected {
  @Autowired Clock clock;
}
