package lab.someservice;

/** What the service is about. */
public record Thing(String name) {}
