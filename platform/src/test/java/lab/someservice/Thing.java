package lab.someservice;

/** What a service is about. */
public record Thing(String name) {}
