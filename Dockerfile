# The lab's own images: `service` (the gateway or a service, by SERVICE), `monitor`, and `runner` (the command line,
# the load generator and a Docker client). Built by docker-compose.yml, with the images that .env pins.
ARG MAVEN_IMAGE DEBIAN_IMAGE DOCKER_CLI_IMAGE

# The programs, from their sources. Dependencies are kept between builds, also when a pom changes.
FROM ${MAVEN_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Dquick package -am -pl "$(for file in */service.yml; do dirname "$file"; done | paste -sd ,),gateway,loadtest,monitor,runner"
# A Java runtime of the modules that the programs need. What they load at start comes from their ahead-of-time caches, so
# that compressing the rest costs no time that can be measured.
RUN jlink --output /opt/jre --compress=zip-6 --strip-java-debug-attributes --no-header-files --no-man-pages --add-modules \
    java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.httpserver,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs

# Of Debian, only what a service at work needs: no package manager, no Perl.
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
COPY --from=trained /out/${SERVICE}/${SERVICE}-app.jar /out/java.args /app/
COPY --from=trained /out/${SERVICE}/app.aot /out/${SERVICE}/lab.properties /app/
# A checkout may be its owner's alone to read; what is copied from it is for all.
COPY --chmod=755 containers/service/run containers/service/healthy /app/
RUN mkdir /config && java @/app/java.args -XX:AOTMode=on -XX:AOTCache=/app/app.aot -cp /app/${SERVICE}-app.jar -version
ENV SERVICE=${SERVICE}
USER lab
# Properties laid over the image's, read at start: what an experiment changes.
VOLUME /config
EXPOSE 8080 8081
ENTRYPOINT ["/app/run"]

FROM java AS monitor
COPY --from=build /src/monitor/target/lib /app/lib
COPY --from=build /src/monitor/target/monitor.jar /app/
USER lab
EXPOSE 8090
# A look-up of a name holds its thread, however many CPUs there are: more than one thread, so that the others go on.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx48m", "-XX:-UsePerfData", "-Djdk.virtualThreadScheduler.parallelism=4", "-Dslf4j.internal.verbosity=ERROR", "-cp", "/app/monitor.jar", "lab.monitor.container.MonitorMain"]

FROM ${DOCKER_CLI_IMAGE} AS docker-cli

FROM java AS runner
COPY --from=docker-cli /usr/local/bin/docker /usr/local/bin/docker
COPY --from=build /src/runner/target/lib /lab/runner/target/lib
COPY --from=build /src/loadtest/target/lib /lab/loadtest/target/lib
COPY --from=build /src/runner/target/runner.jar /lab/runner/target/
COPY --from=build /src/loadtest/target/loadtest.jar /lab/loadtest/target/
COPY --chmod=755 experiments /lab/experiments
COPY --chmod=755 topologies /lab/topologies
USER lab
WORKDIR /lab
ENV LAB_ROOT=/lab LAB_DIR=/tmp/lab LAB_IN_NETWORK=1
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xlog:disable", "-cp", "/lab/runner/target/runner.jar", "lab.runner.cli.Main"]
CMD ["--help"]
