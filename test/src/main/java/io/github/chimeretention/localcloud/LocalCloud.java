package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.chime.ChimeEndpoint;
import io.github.chimeretention.localcloud.chime.Retentions;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import io.github.chimeretention.localcloud.lambda.LambdaSettings;
import io.github.chimeretention.localcloud.state.FolderLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The services, wired together; their state stays in a folder when the cloud is closed. */
public final class LocalCloud implements AutoCloseable {
  private static final Duration RETRY_DELAY = Duration.ofMillis(200);
  private static final int MAXIMUM_INSTANCES = 4;

  /** Well-formed credentials that AWS's documentation uses as examples. */
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE",
          "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "AWS_SESSION_TOKEN", "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTw");

  private final Path functions;
  private final FolderLock lock;
  private final ChimeEndpoint chime;
  private final LambdaService lambda;
  private final CloudFormation cloudFormation;

  public LocalCloud(Path folder, Clock clock) {
    functions = folder.resolve("functions");
    lock = new FolderLock(folder);
    chime = new ChimeEndpoint(new Retentions(folder.resolve("chime.json"), clock));
    LambdaSettings settings =
        new LambdaSettings(RETRY_DELAY, MAXIMUM_INSTANCES, environment(chime));
    lambda = new LambdaService(functions, settings, clock);
    cloudFormation = new CloudFormation(folder, lambda, clock);
  }

  public static LocalCloud open(Path folder) {
    return new LocalCloud(folder, Clock.systemUTC());
  }

  public ChimeEndpoint chime() {
    return chime;
  }

  public LambdaService lambda() {
    return lambda;
  }

  public CloudFormation cloudFormation() {
    return cloudFormation;
  }

  /** The folder in which each function has its log. */
  public Path functions() {
    return functions;
  }

  @Override
  public void close() {
    lambda.close();
    cloudFormation.close();
    chime.close();
    lock.close();
  }

  private static Map<String, String> environment(ChimeEndpoint chime) {
    Map<String, String> environment = new HashMap<>(CREDENTIALS);
    environment.put("AWS_ENDPOINT_URL_CHIME", chime.uri().toString());
    return environment;
  }
}
