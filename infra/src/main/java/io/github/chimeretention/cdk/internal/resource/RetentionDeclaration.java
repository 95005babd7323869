package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.function.ApplyingFunction;
import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;

/**
 * The values that a retention construct declares.
 *
 * @param type the resource type
 * @param identity the account or app instance that the settings belong to
 * @param function the function that applies the settings
 * @param periods by their properties
 * @param warnings by their IDs
 */
public record RetentionDeclaration(
    Place place,
    String type,
    Identity identity,
    Options options,
    Supplier<ApplyingFunction> function,
    Map<String, Period> periods,
    Map<String, String> warnings) {
  static final String SNAPSHOT =
      "removalPolicy is SNAPSHOT; it must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE";

  /** The options of every retention resource; null means the default. */
  public record Options(RemovalPolicy removalPolicy, String reapply, Boolean overwriteExisting) {}

  /**
   * A declared period.
   *
   * @param option its name in the builder
   * @param days null if it is off; not an Integer if it is a token
   */
  public record Period(String option, Number days) {}

  /** Starts a declaration, without a period. */
  public RetentionDeclaration(
      Place place,
      String type,
      Identity identity,
      Options options,
      Supplier<ApplyingFunction> function) {
    this(place, type, identity, options, function, new LinkedHashMap<>(), new LinkedHashMap<>());
    if (options.reapply() != null && options.reapply().isBlank()) {
      throw place.mistake("reapply is blank; it must be a text, or omitted");
    }
    requireNoSnapshot(options.removalPolicy(), place);
  }

  /** Rejects a removal policy that custom resources don't support. */
  public static RemovalPolicy requireNoSnapshot(RemovalPolicy policy, Place place) {
    if (policy == RemovalPolicy.SNAPSHOT) {
      throw place.mistake(SNAPSHOT);
    }
    return policy;
  }

  /**
   * Adds a period; null means off.
   *
   * @param property the resource's property that holds it
   * @param option its name in the builder, for messages
   */
  public RetentionDeclaration period(String property, String option, Duration period) {
    Number days = period == null ? null : RetentionPeriod.of(period, option, place::mistake);
    periods.put(property, new Period(option, days));
    return this;
  }

  /** Adds a warning, which users can acknowledge by its ID. */
  public RetentionDeclaration warning(String id, String text) {
    warnings.put("chime-retention:" + id, text);
    return this;
  }

  /** Rejects an identity in another AWS account than the function's. */
  public RetentionDeclaration requireAccount(String account) {
    String functions = function.get().account();
    if (functions != null && !functions.equals(account)) {
      throw place.mistake(
          "%s is in the AWS account %s; it must be in the function's, %s"
              .formatted(identity.option(), account, functions));
    }
    return this;
  }

  /** The ARN of the role of the function that applies the settings, or null if it is unknown. */
  public String roleArn() {
    return function.get().roleArn();
  }

  RemovalPolicy removalPolicy() {
    return Objects.requireNonNullElse(options.removalPolicy(), RemovalPolicy.DESTROY);
  }

  /** A name unique to the identity, or to the place if the identity is a token. */
  public String name() {
    return identity.isToken() ? Identity.hash(place.path(), 8) : identity.logicalId(type);
  }

  /** All warnings of the complete declaration. */
  Map<String, String> allWarnings() {
    if (periods.values().stream().map(Period::days).allMatch(Objects::isNull)) {
      warning(
          "noRetention",
          "No retention period is declared (%s): all messages are kept"
              .formatted(
                  String.join(", ", periods.values().stream().map(Period::option).toList())));
    }
    return warnings;
  }
}
