package lab.gateway.upstream;

import java.net.URI;

/**
 * An instance of a service, from configuration or discovery.
 *
 * @param id its node's name, for metrics and people; unique within the service
 * @param uri scheme, host and port, without a path
 * @param trusted whether it may get requests before a health check has passed
 */
public record Member(String id, URI uri, boolean trusted) {}
