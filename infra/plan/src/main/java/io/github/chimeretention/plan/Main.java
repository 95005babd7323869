package io.github.chimeretention.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.chimeretention.plan.service.CallerCredentials;
import io.github.chimeretention.plan.service.Services;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Runs a command with the credentials and the region that the AWS SDK finds. */
public final class Main {
  private Main() {}

  /** Runs a command and exits. */
  public static void main(String[] arguments) {
    CommandLine commandLine =
        new CommandLine(
            Main::services,
            DefaultAwsRegionProviderChain.builder().build(),
            Clock.systemUTC(),
            Terminal.current(System.getenv()),
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
            System.err);
    System.exit(commandLine.run(List.of(arguments)));
  }

  /** Not called for options that are wrong: the client's TLS takes a while. */
  private static Services services() {
    return new Services(
        CallerCredentials.find(),
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(3))
            .socketTimeout(Duration.ofSeconds(8))
            .build());
  }
}
