package io.github.chimeretention.cdk;

import static java.util.Objects.requireNonNullElse;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IDestination;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The options of a function: checked, and with their defaults. */
final class FunctionOptions {
  private static final int MAX_TIMEOUT_SECONDS = 900;
  private static final int MIN_MEMORY = 128;
  private static final int MAX_MEMORY = 10240;

  private final Place place;
  private final Handler handler;
  private final RetentionFunctionProps props;
  private final Runtime runtime;
  private final Number memorySize;
  private final int timeout;
  private final FunctionSubnets subnets;

  /**
   * Takes the options.
   *
   * @param timeout null for the handler's default
   */
  FunctionOptions(Place place, Handler handler, RetentionFunctionProps props, Duration timeout) {
    this.place = place;
    this.handler = handler;
    this.props = props;
    runtime = runtime(requireNonNullElse(props.getRuntime(), Runtime.JAVA_25));
    memorySize = memorySize(requireNonNullElse(props.getMemorySize(), 512));
    this.timeout = seconds(requireNonNullElse(timeout, Duration.minutes(handler.minutes())), place);
    requireNoLogGroupWith("logRetention", props.getLogRetention());
    requireNoLogGroupWith("logEncryption", props.getLogEncryption());
    requireConcurrency(props.getReservedConcurrentExecutions());
    requireOwnAccount(props.getRole());
    subnets =
        props.getVpc() == null
            ? null
            : FunctionSubnets.of(props.getVpc(), props.getVpcSubnets(), place);
  }

  /** The function's timeout in seconds. */
  int timeout() {
    return timeout;
  }

  FunctionRole role(Construct scope, ILogGroup logGroup) {
    return props.getRole() == null
        ? FunctionRole.create(scope, handler.roleDescription(), logGroup)
        : FunctionRole.of(scope, props.getRole(), logGroup);
  }

  ILogGroup logGroup(Construct scope) {
    return props.getLogGroup() != null
        ? props.getLogGroup()
        : LogGroup.Builder.create(scope, "LogGroup")
            .retention(requireNonNullElse(props.getLogRetention(), RetentionDays.THREE_MONTHS))
            .encryptionKey(props.getLogEncryption())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
  }

  /** Null for a function that is in no VPC. */
  FunctionSubnets subnets() {
    return subnets;
  }

  IDestination onFailure() {
    return props.getOnFailure();
  }

  boolean isTraced() {
    return props.getTracing() == Tracing.ACTIVE || props.getTracing() == Tracing.PASS_THROUGH;
  }

  Function function(Construct scope, IRole role, ILogGroup logGroup) {
    try (HandlerJar jar = HandlerJar.unpack(scope)) {
      return Function.Builder.create(scope, "Function")
          .description(handler.description())
          .runtime(runtime)
          .architecture(requireNonNullElse(props.getArchitecture(), Architecture.ARM_64))
          .handler(handler.method())
          .code(jar.code())
          .memorySize(memorySize)
          .timeout(Duration.seconds(timeout))
          .role(role)
          .logGroup(logGroup)
          .loggingFormat(LoggingFormat.JSON)
          .environment(props.getEnvironment())
          .environmentEncryption(props.getEnvironmentEncryption())
          .reservedConcurrentExecutions(props.getReservedConcurrentExecutions())
          .tracing(props.getTracing())
          .vpc(props.getVpc())
          .vpcSubnets(props.getVpcSubnets())
          .securityGroups(props.getSecurityGroups())
          .build();
    }
  }

  /** The function's classes are Java 17's; functions on java17 can't be created any more. */
  private Runtime runtime(Runtime declared) {
    String name = declared.getName();
    if (!name.matches("java[0-9]{2,}") || Integer.parseInt(name.substring(4)) < 21) {
      throw place.mistake("runtime is %s; it must be java21 or later".formatted(name));
    }
    return declared;
  }

  private void requireNoLogGroupWith(String option, Object value) {
    if (props.getLogGroup() != null && value != null) {
      throw place.mistake("specify logGroup or %s, not both".formatted(option));
    }
  }

  private void requireConcurrency(Number declared) {
    if (declared != null && !Token.isUnresolved(declared) && declared.doubleValue() < 1) {
      throw place.mistake(
          "reservedConcurrentExecutions is %s; it must be at least 1".formatted(declared));
    }
  }

  /** Lambda takes no role of another account. */
  private void requireOwnAccount(IRole role) {
    String account = role == null ? null : role.getPrincipalAccount();
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

  /** A function's timeout in seconds, from which {@code ServiceTimeout} is derived. */
  static int seconds(Duration declared, Place place) {
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
