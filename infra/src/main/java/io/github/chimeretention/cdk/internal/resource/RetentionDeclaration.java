package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.StringToken;
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
 * @param function supplies the function that applies the settings
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

  /** The values of the options of every retention resource; null is the default. */
  public record Options(RemovalPolicy removalPolicy, String reapply, Boolean overwriteExisting) {}

  /**
   * A declared period.
   *
   * @param option the builder's name of it
   * @param days null if it is off; no Integer if it is a token
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
      throw place.mistake("reapply is blank; it must be a text, or left out");
    }
    requireNoSnapshot(options.removalPolicy(), place);
  }

  /** Rejects a removal policy that custom resources don't have. */
  public static RemovalPolicy requireNoSnapshot(RemovalPolicy policy, Place place) {
    if (policy == RemovalPolicy.SNAPSHOT) {
      throw place.mistake(SNAPSHOT);
    }
    return policy;
  }

  /**
   * Adds a period, which is off if it is null.
   *
   * @param property the resource's property that holds it
   * @param option the builder's name of it, for messages
   */
  public RetentionDeclaration period(String property, String option, Duration period) {
    Number days = period == null ? null : RetentionPeriod.of(period, option, place::mistake);
    periods.put(property, new Period(option, days));
    return this;
  }

  /** Adds a warning, which a user can acknowledge by its ID. */
  public RetentionDeclaration warning(String id, String text) {
    warnings.put("chime-retention:" + id, text);
    return this;
  }

  /** Rejects an identity of another AWS account than the one the function runs in. */
  public RetentionDeclaration requireAccount(String account) {
    String functions = function.get().account();
    if (!functions.equals(account) && !StringToken.isIn(functions)) {
      throw place.mistake(
          "%s is in the AWS account %s; it must be in the function's, %s"
              .formatted(identity.option(), account, functions));
    }
    return this;
  }

  /** The role of the function that applies the settings; null if it is unknown. */
  public String roleArn() {
    return function.get().roleArn();
  }

  RemovalPolicy removalPolicy() {
    return Objects.requireNonNullElse(options.removalPolicy(), RemovalPolicy.DESTROY);
  }

  /** A name that is unique to the identity, or, if that is a token, to the place. */
  public String name() {
    return identity.isToken() ? Identity.hash(place.path(), 8) : identity.logicalId(type);
  }

  /** All warnings, when the declaration is complete. */
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
