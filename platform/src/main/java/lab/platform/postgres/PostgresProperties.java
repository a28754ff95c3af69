package lab.platform.postgres;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param startupWait how long a starting service waits for PostgreSQL before it gives up
 */
@ConfigurationProperties("lab.postgres")
record PostgresProperties(@DefaultValue("100s") Duration startupWait) {}
