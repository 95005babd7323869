package io.github.chimeretention.cdk.internal.function;

import static java.util.Objects.requireNonNullElse;

import io.github.chimeretention.cdk.internal.CdkVersion;
import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.permission.FunctionRole;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IDestination;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The checked options of a function's construct, with their defaults. */
public final class FunctionDeclaration {
  private static final int MAX_TIMEOUT_SECONDS = 900;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int DEFAULT_MEMORY = 512;
  private static final int MIN_MEMORY = 128;
  private static final int MAX_MEMORY = 10240;

  /** The options of every function; null means the default. */
  public record Options(
      Runtime runtime,
      Architecture architecture,
      Number memorySize,
      IRole role,
      ILogGroup logGroup,
      RetentionDays logRetention,
      IVpc vpc,
      SubnetSelection vpcSubnets,
      List<ISecurityGroup> securityGroups,
      Map<String, String> environment,
      IKey environmentEncryption,
      IKey logEncryption,
      Number reservedConcurrentExecutions,
      Tracing tracing,
      IDestination onFailure) {}

  private final Place place;
  private final Handler handler;
  private final Options options;
  private final Runtime runtime;
  private final Number memorySize;
  private final int timeout;
  private final FunctionSubnets subnets;

  /**
   * Checks the options.
   *
   * @param timeout null for the handler's default
   */
  public FunctionDeclaration(Place place, Handler handler, Options options, Duration timeout) {
    CdkVersion.require();
    this.place = place;
    this.handler = handler;
    this.options = options;
    runtime = options.runtime() == null ? Runtime.JAVA_25 : runtime(options.runtime());
    memorySize = options.memorySize() == null ? DEFAULT_MEMORY : memorySize(options.memorySize());
    this.timeout = timeout == null ? SECONDS_PER_MINUTE * handler.minutes : seconds(timeout, place);
    requireNoLogGroupWith("logRetention", options.logRetention());
    requireNoLogGroupWith("logEncryption", options.logEncryption());
    requireConcurrency(options.reservedConcurrentExecutions());
    requireOwnAccount(options.role());
    subnets =
        options.vpc() == null
            ? null
            : FunctionSubnets.of(options.vpc(), options.vpcSubnets(), place);
  }

  /** The function's timeout in seconds. */
  public int timeout() {
    return timeout;
  }

  public FunctionRole role(Construct scope, ILogGroup logGroup) {
    return options.role() == null
        ? FunctionRole.create(scope, handler.roleDescription, logGroup)
        : FunctionRole.of(scope, options.role(), logGroup);
  }

  public ILogGroup logGroup(Construct scope) {
    return options.logGroup() != null
        ? options.logGroup()
        : LogGroup.Builder.create(scope, "LogGroup")
            .retention(requireNonNullElse(options.logRetention(), RetentionDays.THREE_MONTHS))
            .encryptionKey(options.logEncryption())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
  }

  /** The function's subnets, or null without a VPC. */
  public FunctionSubnets subnets() {
    return subnets;
  }

  public IDestination onFailure() {
    return options.onFailure();
  }

  public boolean isTraced() {
    return options.tracing() == Tracing.ACTIVE || options.tracing() == Tracing.PASS_THROUGH;
  }

  public Function function(Construct scope, IRole role, ILogGroup logGroup) {
    try (HandlerJar jar = HandlerJar.unpack(scope)) {
      return Function.Builder.create(scope, "Function")
          .description(handler.description)
          .runtime(runtime)
          .architecture(requireNonNullElse(options.architecture(), Architecture.ARM_64))
          .handler(handler.method())
          .code(Code.fromAsset(jar.file().toString()))
          .memorySize(memorySize)
          .timeout(Duration.seconds(timeout))
          .role(role)
          .logGroup(logGroup)
          .loggingFormat(LoggingFormat.JSON)
          .environment(options.environment())
          .environmentEncryption(options.environmentEncryption())
          .reservedConcurrentExecutions(options.reservedConcurrentExecutions())
          .tracing(options.tracing())
          .vpc(options.vpc())
          .vpcSubnets(options.vpcSubnets())
          .securityGroups(options.securityGroups())
          .build();
    }
  }

  /** The classes need Java 17, but Lambda no longer creates functions with the runtime java17. */
  private Runtime runtime(Runtime declared) {
    String name = declared.getName();
    if (!name.matches("java[0-9]{2,}") || Integer.parseInt(name.substring(4)) < 21) {
      throw place.mistake("runtime is %s; it must be java21 or later".formatted(name));
    }
    return declared;
  }

  private void requireNoLogGroupWith(String option, Object value) {
    if (options.logGroup() != null && value != null) {
      throw place.mistake("specify logGroup or %s, not both".formatted(option));
    }
  }

  private void requireConcurrency(Number declared) {
    if (declared != null && !Token.isUnresolved(declared) && declared.doubleValue() < 1) {
      throw place.mistake(
          "reservedConcurrentExecutions is %s; it must be at least 1".formatted(declared));
    }
  }

  /** Lambda rejects a role of another account. */
  private void requireOwnAccount(IRole role) {
    if (role == null) {
      return;
    }
    String account = role.getPrincipalAccount();
    String own = Stack.of(place.scope()).getAccount();
    if (account != null
        && !account.equals(own)
        && !StringToken.isIn(account)
        && !StringToken.isIn(own)) {
      throw place.mistake(
          "role is in the AWS account %s; it must be in the stack's, %s".formatted(account, own));
    }
  }

  private Number memorySize(Number declared) {
    if (!Token.isUnresolved(declared)
        && (declared.intValue() < MIN_MEMORY || declared.intValue() > MAX_MEMORY)) {
      throw place.mistake(
          "memorySize is %s; it must be a number of MB from %d to %d"
              .formatted(declared, MIN_MEMORY, MAX_MEMORY));
    }
    return declared;
  }

  /** Returns the timeout in seconds, from which {@code ServiceTimeout} is derived. */
  public static int seconds(Duration declared, Place place) {
    if (declared.isUnresolved()) {
      throw place.mistake(
          "timeout is a token; it must be a literal number of seconds, because ServiceTimeout is derived from it");
    }
    double seconds = declared.toMilliseconds().doubleValue() / 1000;
    if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS || seconds != Math.rint(seconds)) {
      throw place.mistake(
          "timeout is %s; it must be a whole number of seconds from 1 to %d"
              .formatted(declared.toHumanString(), MAX_TIMEOUT_SECONDS));
    }
    return (int) seconds;
  }
}
