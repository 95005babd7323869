package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.aws.AwsEndpoint;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.aws.Sts;
import io.github.chimeretention.localcloud.chime.ChimeApi;
import io.github.chimeretention.localcloud.chime.Retention;
import io.github.chimeretention.localcloud.chime.RetentionEndpoint;
import io.github.chimeretention.localcloud.chime.Retentions;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation;
import io.github.chimeretention.localcloud.cloudformation.CloudFormationApi;
import io.github.chimeretention.localcloud.lambda.LambdaApi;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import io.github.chimeretention.localcloud.lambda.LambdaSettings;
import io.github.chimeretention.localcloud.lambda.LogsApi;
import io.github.chimeretention.localcloud.state.StateFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services, wired together; their state stays in a folder when the cloud is closed. */
public final class LocalCloud implements AutoCloseable {
  private static final Duration RETRY_DELAY = Duration.ofMillis(200);
  private static final int MAXIMUM_INSTANCES = 4;

  /** Well-formed credentials, as AWS's documentation has them in its examples. */
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_ACCESS_KEY_ID", Caller.accessKeyId(Caller.DEFAULT_ACCOUNT),
          "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "AWS_SESSION_TOKEN", "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTw");

  private final Path functions;
  private final StateFolder state;
  private final Map<ChimeApi, RetentionEndpoint> chime = new EnumMap<>(ChimeApi.class);
  private final LambdaService lambda;
  private final CloudFormation cloudFormation;
  private final AwsEndpoint endpoint;

  /**
   * @param port of the endpoint; 0 is a free one
   */
  public LocalCloud(Path folder, int port, Clock clock) {
    state = new StateFolder(folder);
    functions = folder.resolve("functions");
    endpoint = new AwsEndpoint(port);
    for (ChimeApi api : ChimeApi.values()) {
      Retentions retentions = new Retentions(folder.resolve(api + ".json"), clock);
      chime.put(api, new RetentionEndpoint(api, retentions));
    }
    Map<String, String> environment = new HashMap<>(CREDENTIALS);
    environment.put("AWS_ENDPOINT_URL", endpoint.uri().toString());
    lambda =
        new LambdaService(
            functions, new LambdaSettings(RETRY_DELAY, MAXIMUM_INSTANCES, environment), clock);
    S3 s3 = new S3(folder.resolve("buckets"));
    ParameterStore parameters = new ParameterStore(folder.resolve("parameters.json"));
    cloudFormation = new CloudFormation(folder.resolve("stacks"), lambda, s3, parameters, clock);
    endpoint.serve("sts", new Sts(clock).api());
    endpoint.serve("ssm", parameters.api());
    endpoint.serve("s3", s3);
    endpoint.serve("cloudformation", new CloudFormationApi(cloudFormation, s3).api());
    endpoint.serve("lambda", new LambdaApi(lambda));
    endpoint.serve("logs", new LogsApi(lambda).api());
    // The signing name of two APIs.
    endpoint.serve("chime", request -> chime(ChimeApi.ofPath(request.path())).serve(request));
  }

  /** Opens a cloud on a free port. */
  public static LocalCloud open(Path folder) {
    return new LocalCloud(folder, 0, Clock.systemUTC());
  }

  /** Where the state of another version is now that was found in the folder. */
  public Optional<Path> putAside() {
    return state.putAside();
  }

  /** The environment with which a client of AWS calls this cloud. */
  public Map<String, String> clientEnvironment() {
    Map<String, String> environment = new TreeMap<>(CREDENTIALS);
    environment.put("AWS_ENDPOINT_URL", endpoint.uri().toString());
    environment.put("AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION", endpoint.uri().toString());
    environment.put("AWS_REGION", "us-east-1");
    // Version 1 of the AWS CLI knows no other.
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    return environment;
  }

  /** The operations that clients asked for and that are not served. */
  public Set<String> unserved() {
    return endpoint.unserved();
  }

  public RetentionEndpoint chime(ChimeApi api) {
    return chime.get(api);
  }

  /** The settings of all accounts and app instances, by account id and ARN. */
  public SortedMap<String, Retention> retentions() {
    SortedMap<String, Retention> all = new TreeMap<>();
    chime.values().forEach(one -> all.putAll(one.retentions().all()));
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
    endpoint.close();
    cloudFormation.close();
    lambda.close();
    state.close();
  }
}
