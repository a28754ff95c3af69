# The lab's own images: `service` (the gateway or a service, by SERVICE), `monitor`, and `runner` (the command line,
# the load generator and a Docker client). Built by docker-compose.yml, with the images that .env pins.
ARG MAVEN_IMAGE DEBIAN_IMAGE DOCKER_CLI_IMAGE

# Builds the programs from their sources. Dependencies are cached between builds, even if a POM changes.
FROM ${MAVEN_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Dquick package -am -pl "$(for file in */service.yml; do dirname "$file"; done | paste -sd ,),gateway,loadtest,monitor,runner/cli" && \
    mkdir /descriptors && cp --parents ./*/service.yml /descriptors
# A Java runtime with the modules that the programs need. What they load at start comes from their ahead-of-time caches, so
# compressing the rest costs no measurable time.
RUN jlink --output /opt/jre --compress=zip-6 --strip-java-debug-attributes --no-header-files --no-man-pages --add-modules \
    java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.httpserver,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs

# Only those parts of Debian that a running service needs: no package manager, no Perl.
FROM ${DEBIAN_IMAGE} AS debian
RUN rm -rf /var/lib/apt /var/lib/dpkg /var/cache/* /usr/lib/apt /usr/lib/dpkg /usr/lib/*/perl-base /usr/bin/perl* \
    /usr/lib/*/libapt-* /usr/bin/apt* /usr/bin/dpkg* /usr/share/perl* /usr/share/doc /usr/share/man /usr/share/locale \
    /usr/share/zoneinfo /usr/lib/*/gconv && \
    groupadd --gid 1000 lab && useradd --uid 1000 --gid lab --create-home lab

FROM scratch AS java
COPY --from=debian / /
COPY --from=build /opt/jre /opt/java
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8

# The lab itself, on embedded servers, unpacks the programs and makes their ahead-of-time caches under load.
FROM java AS trained
COPY --from=build --chown=lab /src /lab
RUN mkdir /out && chown lab /lab /out
USER lab
WORKDIR /lab
RUN containers/service/train /out

FROM java AS service
ARG SERVICE
COPY --from=trained /out/${SERVICE}/lib /app/lib
COPY --from=trained /out/${SERVICE}/${SERVICE}-app.jar /out/${SERVICE}/java.args /app/
COPY --from=trained /out/${SERVICE}/app.aot /out/${SERVICE}/lab.properties /app/
# The checkout may be readable only by its owner; the copied files must be readable by all.
COPY --chmod=755 containers/service/run containers/service/healthy /app/
RUN mkdir /config && java @/app/java.args -XX:AOTMode=on -XX:AOTCache=/app/app.aot -cp /app/${SERVICE}-app.jar -version
ENV SERVICE=${SERVICE}
USER lab
# Properties that override the image's, read at start; experiments write them.
VOLUME /config
EXPOSE 8080 8081
ENTRYPOINT ["/app/run"]

FROM java AS monitor
COPY --from=build /src/monitor/target/lib /app/lib
COPY --from=build /src/monitor/target/monitor.jar /app/
USER lab
EXPOSE 8090
# A name look-up blocks its carrier thread; with several carrier threads, whatever the number of CPUs, the others continue.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx48m", "-XX:-UsePerfData", "-Djdk.virtualThreadScheduler.parallelism=4", "-Dslf4j.internal.verbosity=ERROR", "-cp", "/app/monitor.jar", "lab.monitor.container.MonitorMain"]

FROM ${DOCKER_CLI_IMAGE} AS docker-cli

FROM java AS runner
COPY --from=docker-cli /usr/local/bin/docker /usr/local/bin/docker
COPY --from=build /src/runner/cli/target/lib /lab/runner/cli/target/lib
COPY --from=build /src/loadtest/target/lib /lab/loadtest/target/lib
COPY --from=build /src/runner/cli/target/runner.jar /lab/runner/cli/target/
COPY --from=build /src/loadtest/target/loadtest.jar /lab/loadtest/target/
COPY --chmod=755 experiments /lab/experiments
COPY --chmod=755 topologies /lab/topologies
COPY --from=build --chmod=755 /descriptors /lab
USER lab
WORKDIR /lab
ENV LAB_ROOT=/lab LAB_DIR=/tmp/lab LAB_IN_NETWORK=1
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xlog:disable", "-cp", "/lab/runner/cli/target/runner.jar", "lab.runner.cli.Main"]
CMD ["--help"]
