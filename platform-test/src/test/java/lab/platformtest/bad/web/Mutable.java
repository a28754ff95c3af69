package lab.platformtest.bad.web;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("bad")
class Mutable {}
