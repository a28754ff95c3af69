package lab.platformtest.bad.web;

import org.springframework.web.bind.annotation.RestController;

@RestController
public class PublicController {}
