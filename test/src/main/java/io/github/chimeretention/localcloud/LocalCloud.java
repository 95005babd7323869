package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.chime.ChimeEndpoint;
import io.github.chimeretention.localcloud.chime.ChimeSdkIdentityEndpoint;
import io.github.chimeretention.localcloud.chime.Retention;
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
import java.util.SortedMap;

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
  private final ChimeSdkIdentityEndpoint chimeSdkIdentity;
  private final LambdaService lambda;
  private final CloudFormation cloudFormation;

  public LocalCloud(Path folder, Clock clock) {
    functions = folder.resolve("functions");
    lock = new FolderLock(folder);
    chime = new ChimeEndpoint(new Retentions(folder.resolve("chime.json"), clock));
    chimeSdkIdentity =
        new ChimeSdkIdentityEndpoint(
            new Retentions(folder.resolve("chime-sdk-identity.json"), clock));
    LambdaSettings settings = new LambdaSettings(RETRY_DELAY, MAXIMUM_INSTANCES, environment());
    lambda = new LambdaService(functions, settings, clock);
    cloudFormation = new CloudFormation(folder, lambda, clock);
  }

  public static LocalCloud open(Path folder) {
    return new LocalCloud(folder, Clock.systemUTC());
  }

  public ChimeEndpoint chime() {
    return chime;
  }

  public ChimeSdkIdentityEndpoint chimeSdkIdentity() {
    return chimeSdkIdentity;
  }

  /** The settings of all accounts and app instances, by account id and ARN. */
  public SortedMap<String, Retention> retentions() {
    SortedMap<String, Retention> all = chime.retentions().all();
    all.putAll(chimeSdkIdentity.retentions().all());
    return all;
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
    chimeSdkIdentity.close();
    lock.close();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(CREDENTIALS);
    environment.put("AWS_ENDPOINT_URL_CHIME", chime.uri().toString());
    environment.put("AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", chimeSdkIdentity.uri().toString());
    return environment;
  }
}
