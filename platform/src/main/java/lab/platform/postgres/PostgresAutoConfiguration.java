package lab.platform.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import lab.platform.startup.StartupRefusedException;
import lab.platform.tracing.Tracing;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replaces Spring Boot's pool by one that expects failovers, and makes migrations wait. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnClass({HikariDataSource.class, JdbcClient.class, DataSourceProperties.class})
@EnableConfigurationProperties(PostgresProperties.class)
class PostgresAutoConfiguration {
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Flyway.class, FlywayMigrationStrategy.class})
  static class Migration {
    @Bean
    PatientMigration patientMigration(PostgresProperties properties) {
      return new PatientMigration(properties);
    }
  }

  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  HikariDataSource dataSource(
      DataSourceProperties settings, @Value("${lab.instance}") String instance) {
    if (settings.getUrl() == null) {
      throw new StartupRefusedException(
          "spring.datasource.url is not set.",
          "Set it to the PostgreSQL servers, as in"
              + " jdbc:postgresql://127.0.0.1:5432/postgres?targetServerType=primary.");
    }
    var pool = new HikariDataSource();
    pool.setDataSource(
        new ReconnectingDataSource(
            driver(settings.getUrl()), settings.getUrl(), login(settings, instance)));
    return pool;
  }

  @Bean
  Postgres postgres(JdbcClient jdbc, HikariDataSource pool, Tracing tracing) {
    return new Postgres(jdbc, pool, (ReconnectingDataSource) pool.getDataSource(), tracing);
  }

  private static Driver driver(String url) {
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new StartupRefusedException(
          "spring.datasource.url is '" + url + "'.", "Set it to a jdbc:postgresql: URL.");
    }
  }

  /** What the URL says overrides these. */
  private static Properties login(DataSourceProperties settings, String instance) {
    var login = new Properties();
    put(login, "user", settings.getUsername());
    put(login, "password", settings.getPassword());
    login.put("ApplicationName", instance);
    login.put("connectTimeout", "1");
    login.put("loginTimeout", "2");
    login.put("socketTimeout", "5");
    login.put("hostRecheckSeconds", "0");
    login.put("tcpKeepAlive", "true");
    return login;
  }

  private static void put(Properties login, String name, @Nullable String value) {
    if (value != null) {
      login.put(name, value);
    }
  }
}
