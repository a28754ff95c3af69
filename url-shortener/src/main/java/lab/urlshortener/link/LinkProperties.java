package lab.urlshortener.link;

import java.net.URI;
import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param publicBaseUrl what short URLs begin with: the address that clients reach the gateway at
 * @param maxBody how large the body of a request may be
 */
@ConfigurationProperties("lab.links")
record LinkProperties(
    @DefaultValue("http://localhost:8080") URI publicBaseUrl,
    @DefaultValue("16KB") DataSize maxBody) {
  LinkProperties {
    String scheme = publicBaseUrl.getScheme();
    if (publicBaseUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new StartupRefusedException(
          "lab.links.public-base-url is '" + publicBaseUrl + "'.",
          "Set it to an absolute http or https URL with a host, as in http://localhost:8080.");
    }
    if (maxBody.toBytes() < 4096 || maxBody.toBytes() > 1 << 20) {
      throw new StartupRefusedException(
          "lab.links.max-body is " + maxBody + ".", "Set it to a size from 4KB to 1MB.");
    }
  }

  String shortUrl(String code) {
    String base = publicBaseUrl.toString();
    return base.endsWith("/") ? base + code : base + "/" + code;
  }
}
