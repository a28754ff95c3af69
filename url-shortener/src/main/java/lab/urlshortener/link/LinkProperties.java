package lab.urlshortener.link;

import java.util.List;
import java.util.stream.Stream;
import lab.platform.startup.StartupRefusedException;
import lab.urlshortener.url.InvalidUrlException;
import lab.urlshortener.url.Url;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param publicBaseUrl what short URLs begin with: the address at which clients reach the gateway
 * @param aliases other addresses at which short URLs are answered
 * @param maxBody the largest request body
 */
@ConfigurationProperties("lab.links")
record LinkProperties(
    @DefaultValue("http://localhost:8080") String publicBaseUrl,
    @DefaultValue List<String> aliases,
    @DefaultValue("16KB") DataSize maxBody) {
  LinkProperties {
    publicBaseUrl = url("public-base-url", publicBaseUrl).toString();
    aliases = aliases.stream().map(alias -> url("aliases", alias).toString()).toList();
    if (maxBody.toBytes() < 4096 || maxBody.toBytes() > 1 << 20) {
      throw new StartupRefusedException(
          "lab.links.max-body is " + maxBody + ".", "Set it to a size from 4KB to 1MB.");
    }
  }

  private static Url url(String setting, String text) {
    try {
      Url url = Url.parse(text);
      if (url.query() == null && url.fragment() == null) {
        return url;
      }
    } catch (InvalidUrlException e) {
      // reported below
    }
    throw new StartupRefusedException(
        "lab.links." + setting + " is '" + text + "'.",
        "Set it to an absolute http or https URL with a host, as in http://localhost:8080.");
  }

  String shortUrl(String code) {
    return publicBaseUrl + (publicBaseUrl.endsWith("/") ? "" : "/") + code;
  }

  OwnAddresses ownAddresses() {
    return new OwnAddresses(
        Stream.concat(Stream.of(publicBaseUrl), aliases.stream())
            .map(address -> url("aliases", address))
            .toList());
  }
}
