package lab.gateway.upstream;

import java.net.URI;

/**
 * An instance that a service has, whoever says so.
 *
 * @param id its node's name, for metrics and people; one of a kind within the service
 * @param uri scheme, host and port, without a path
 * @param trusted whether it may get requests before a health check has passed
 */
public record Member(String id, URI uri, boolean trusted) {}
