package lab.urlshortener.code;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import lab.platform.postgres.Postgres;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CodeConfiguration {
  @Bean
  Codes codes(
      CodeProperties properties,
      Postgres postgres,
      MeterRegistry meters,
      @Value("${lab.instance}") String instance) {
    var cipher = new CodeCipher(properties.keyBytes());
    new CodeScheme(cipher.fingerprint(), properties.rangeSize()).claimOrRefuse(postgres);
    var leases = new PostgresLeases(postgres, instance, properties.rangeSize(), meters);
    var ids = new IdAllocator(leases, properties.leaseTimeout());
    Gauge.builder("lab.codes.remaining", ids, IdAllocator::remaining)
        .description("Codes that can be issued without asking PostgreSQL")
        .strongReference(true)
        .register(meters);
    ids.leaseAhead();
    return new Codes(cipher, ids);
  }
}
