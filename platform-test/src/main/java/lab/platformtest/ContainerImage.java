package lab.platformtest;

import com.github.dockerjava.api.exception.NotFoundException;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.TimeLimitedLoggedPullImageResultCallback;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Pulls an image that the engine lacks. Testcontainers would do so as well, but keeps trying an
 * unreachable registry for two minutes, and aborts a download that takes longer.
 */
final class ContainerImage {
  private ContainerImage() {}

  /**
   * Returns when the engine has it.
   *
   * @throws ContainersUnavailableException if it cannot be pulled
   */
  static void require(String pin) {
    // A mirror may be configured: Testcontainers' hub.image.name.prefix.
    var image = ImageNameSubstitutor.instance().apply(DockerImageName.parse(pin));
    try {
      if (!isThere(image)) {
        System.out.println("Test servers: pulling " + image + ", once");
        pull(image);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      throw new ContainersUnavailableException(
          "The image "
              + image
              + " is not there and cannot be pulled: "
              + String.valueOf(e.getMessage()).strip(),
          e);
    }
  }

  private static boolean isThere(DockerImageName image) {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image.asCanonicalNameString()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static void pull(DockerImageName image) throws InterruptedException {
    DockerClientFactory.lazyClient()
        .pullImageCmd(image.getUnversionedPart())
        .withTag(image.getVersionPart())
        .exec(
            new TimeLimitedLoggedPullImageResultCallback(
                LoggerFactory.getLogger(ContainerImage.class)))
        .awaitCompletion();
  }
}
