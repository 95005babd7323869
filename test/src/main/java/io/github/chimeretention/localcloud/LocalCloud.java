package io.github.chimeretention.localcloud;

import io.github.chimeretention.localcloud.aws.AwsEndpoint;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.aws.Sts;
import io.github.chimeretention.localcloud.chime.RetentionEndpoint;
import io.github.chimeretention.localcloud.chime.Retentions;
import io.github.chimeretention.localcloud.cloudformation.CloudFormation;
import io.github.chimeretention.localcloud.cloudformation.resource.ResponseEndpoint;
import io.github.chimeretention.localcloud.iam.Iam;
import io.github.chimeretention.localcloud.lambda.FunctionCode;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.lambda.LambdaApi;
import io.github.chimeretention.localcloud.lambda.LambdaService;
import io.github.chimeretention.localcloud.lambda.RuntimeClient;
import io.github.chimeretention.localcloud.state.StateFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * All services, connected to each other. Their state is kept in a folder when the cloud is closed.
 */
public final class LocalCloud implements AutoCloseable {
  private final Path logs;
  private final Optional<StateFolder> state;
  private final Retentions retentions;
  private final Iam iam;
  private final LambdaService lambda;
  private final CloudFormation cloudFormation;
  private final AwsEndpoint endpoint;

  /** Opens a cloud on a port, 0 for a free one. {@code around} wraps every service. */
  public LocalCloud(Path folder, int port, UnaryOperator<AwsService> around) {
    this(Optional.of(new StateFolder(folder)), folder, port, around);
  }

  /** Opens the state of a cloud read-only, even if it is in use. */
  static LocalCloud readOnly(Path folder) {
    StateFolder.requireThisVersion(folder);
    return new LocalCloud(Optional.empty(), folder, 0, UnaryOperator.identity());
  }

  private LocalCloud(
      Optional<StateFolder> state, Path folder, int port, UnaryOperator<AwsService> around) {
    this.state = state;
    logs = folder.resolve("logs");
    Clock clock = Clock.systemUTC();
    iam = new Iam(folder.resolve("iam.json"), clock);
    endpoint = new AwsEndpoint(port, service -> around.apply(authorized(service)));
    retentions = new Retentions(folder.resolve("retentions.json"), clock);
    lambda =
        new LambdaService(
            folder,
            new FunctionCode(folder.resolve("code")),
            this::environment,
            iam::maySendLogs,
            RuntimeClient.ofMachine());
    S3 s3 = new S3(folder.resolve("buckets"));
    ParameterStore parameters = new ParameterStore(folder.resolve("parameters.json"));
    ResponseEndpoint responses = new ResponseEndpoint(endpoint.uri(), clock);
    cloudFormation =
        new CloudFormation(folder.resolve("stacks"), lambda, s3, parameters, iam, responses);
    endpoint.serve("sts", Sts.api());
    endpoint.serve("ssm", parameters.api());
    endpoint.serve("s3", s3);
    endpoint.serve("presigned", responses);
    endpoint.serve("cloudformation", cloudFormation.api());
    endpoint.serve("lambda", new LambdaApi(lambda));
    endpoint.serve("logs", new LambdaApi(lambda).logs());
    endpoint.serve("chime", new RetentionEndpoint(retentions));
  }

  /** The environment for clients of AWS to call this cloud. */
  public Map<String, String> clientEnvironment() {
    Map<String, String> environment = credentials();
    environment.put("AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION", endpoint.uri().toString());
    environment.put("AWS_REGION", "us-east-1");
    // Version 1 of the AWS CLI reads only this variable.
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    return environment;
  }

  public Retentions retentions() {
    return retentions;
  }

  public Iam iam() {
    return iam;
  }

  public LambdaService lambda() {
    return lambda;
  }

  public CloudFormation cloudFormation() {
    return cloudFormation;
  }

  /** The folder with the functions' logs. */
  public Path logs() {
    return logs;
  }

  @Override
  public void close() {
    endpoint.close();
    cloudFormation.close();
    lambda.close();
    state.ifPresent(StateFolder::close);
  }

  private AwsService authorized(AwsService service) {
    return request -> {
      iam.authorize(request);
      return service.serve(request);
    };
  }

  /** The credentials of a function's role, and the endpoint. */
  private Map<String, String> environment(FunctionConfiguration function) {
    Map<String, String> environment = credentials();
    environment.put("AWS_ACCESS_KEY_ID", Caller.accessKeyId(function.role().split(":", -1)[4]));
    String session = Iam.session(function.role(), function.functionName());
    environment.put("AWS_SESSION_TOKEN", Caller.sessionToken(session));
    return environment;
  }

  /** Credentials of the default account, as in AWS's documentation, and the endpoint. */
  private Map<String, String> credentials() {
    return new TreeMap<>(
        Map.of(
            "AWS_ENDPOINT_URL",
            endpoint.uri().toString(),
            "AWS_ACCESS_KEY_ID",
            Caller.accessKeyId(Caller.DEFAULT_ACCOUNT),
            "AWS_SECRET_ACCESS_KEY",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_SESSION_TOKEN",
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTw"));
  }
}
