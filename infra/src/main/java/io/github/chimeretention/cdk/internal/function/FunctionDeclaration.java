package io.github.chimeretention.cdk.internal.function;

import static java.util.Objects.requireNonNullElse;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.permission.FunctionRole;
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

/** The values that a function's construct declares: checked, and with their defaults. */
public final class FunctionDeclaration {
  private static final int MAX_TIMEOUT_SECONDS = 900;
  private static final int MIN_MEMORY = 128;
  private static final int MAX_MEMORY = 10240;

  private final Place place;
  private final Handler handler;
  private final FunctionValues values;
  private final Runtime runtime;
  private final Number memorySize;
  private final int timeout;
  private final FunctionSubnets subnets;

  /**
   * Takes the values.
   *
   * @param timeout null for the handler's default
   */
  public FunctionDeclaration(
      Place place, Handler handler, FunctionValues values, Duration timeout) {
    this.place = place;
    this.handler = handler;
    this.values = values;
    runtime = runtime(requireNonNullElse(values.runtime(), Runtime.JAVA_25));
    memorySize = memorySize(requireNonNullElse(values.memorySize(), 512));
    this.timeout = seconds(requireNonNullElse(timeout, Duration.minutes(handler.minutes())), place);
    requireNoLogGroupWith("logRetention", values.logRetention());
    requireNoLogGroupWith("logEncryption", values.logEncryption());
    requireConcurrency(values.reservedConcurrentExecutions());
    requireOwnAccount(values.role());
    subnets =
        values.vpc() == null ? null : FunctionSubnets.of(values.vpc(), values.vpcSubnets(), place);
  }

  /** The function's timeout in seconds. */
  public int timeout() {
    return timeout;
  }

  public FunctionRole role(Construct scope, ILogGroup logGroup) {
    return values.role() == null
        ? FunctionRole.create(scope, handler.roleDescription, logGroup)
        : FunctionRole.of(scope, values.role(), logGroup);
  }

  public ILogGroup logGroup(Construct scope) {
    return values.logGroup() != null
        ? values.logGroup()
        : LogGroup.Builder.create(scope, "LogGroup")
            .retention(requireNonNullElse(values.logRetention(), RetentionDays.THREE_MONTHS))
            .encryptionKey(values.logEncryption())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
  }

  /** Null for a function that is in no VPC. */
  public FunctionSubnets subnets() {
    return subnets;
  }

  public IDestination onFailure() {
    return values.onFailure();
  }

  public boolean isTraced() {
    return values.tracing() == Tracing.ACTIVE || values.tracing() == Tracing.PASS_THROUGH;
  }

  public Function function(Construct scope, IRole role, ILogGroup logGroup) {
    try (HandlerJar jar = HandlerJar.unpack(scope)) {
      return Function.Builder.create(scope, "Function")
          .description(handler.description)
          .runtime(runtime)
          .architecture(requireNonNullElse(values.architecture(), Architecture.ARM_64))
          .handler(handler.method())
          .code(jar.code())
          .memorySize(memorySize)
          .timeout(Duration.seconds(timeout))
          .role(role)
          .logGroup(logGroup)
          .loggingFormat(LoggingFormat.JSON)
          .environment(values.environment())
          .environmentEncryption(values.environmentEncryption())
          .reservedConcurrentExecutions(values.reservedConcurrentExecutions())
          .tracing(values.tracing())
          .vpc(values.vpc())
          .vpcSubnets(values.vpcSubnets())
          .securityGroups(values.securityGroups())
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
    if (values.logGroup() != null && value != null) {
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
