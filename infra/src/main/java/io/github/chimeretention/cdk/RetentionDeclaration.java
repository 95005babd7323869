package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResourceProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/** What every retention resource declares, whatever its type: an identity and its periods. */
final class RetentionDeclaration {
  private static final String REAPPLY = "Reapply";
  private static final String OVERWRITE_EXISTING = "OverwriteExisting";

  private final Place place;
  private final String type;
  private final RetentionProps options;
  private final StackRetention stack;
  private final Identity identity;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, String> warnings = new LinkedHashMap<>();
  private final Map<String, Number> periods = new LinkedHashMap<>();
  private ResourcePermissions permissions;

  /**
   * Starts a declaration.
   *
   * @param type the resource type
   * @param identity what the settings belong to
   */
  RetentionDeclaration(Place place, String type, RetentionProps options, Identity identity) {
    this.place = place;
    this.type = type;
    this.options = options;
    this.identity = identity;
    stack = StackRetention.of(place);
    properties.put(identity.property(), identity.value());
    reapply(options.getReapply());
    if (Boolean.TRUE.equals(options.getOverwriteExisting())) {
      properties.put(OVERWRITE_EXISTING, true);
    }
    if (options.getRemovalPolicy() == RemovalPolicy.SNAPSHOT) {
      throw place.mistake(
          "removalPolicy is SNAPSHOT; it must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE");
    }
  }

  private void reapply(String text) {
    if (text == null) {
      return;
    }
    if (text.isBlank()) {
      throw place.mistake("reapply is blank; it must be a text, or left out");
    }
    properties.put(REAPPLY, text);
  }

  /**
   * Adds a period, which is off if it is null.
   *
   * @param option the builder's name of it, for the error
   */
  RetentionDeclaration period(String property, String option, Duration period) {
    Number days = period == null ? null : RetentionPeriod.of(period, place, option);
    if (days != null) {
      properties.put(property, days);
    }
    periods.put(option, days);
    return this;
  }

  /** Adds a warning, which a user can acknowledge by its ID. */
  RetentionDeclaration warning(String id, String text) {
    warnings.put("chime-retention:" + id, text);
    return this;
  }

  /** Refuses an identity that belongs to another AWS account than the one the function runs in. */
  RetentionDeclaration requireAccount(String account) {
    String functions = permissions().account();
    if (!functions.equals(account) && !StringToken.isIn(functions)) {
      throw place.mistake(
          "%s is in the AWS account %s; it must be in the function's, %s"
              .formatted(identity.option(), account, functions));
    }
    return this;
  }

  /** The days by the builder's name of the period: null if it is off, no Integer if a token. */
  Map<String, Number> periods() {
    return periods;
  }

  Construct scope() {
    return place.scope();
  }

  String id() {
    return place.id();
  }

  /** Declares the identity; what the custom resource is made of. */
  CustomResourceProps props() {
    Place elsewhere = stack.declare(identity, place);
    if (elsewhere != null) {
      warning(
          "declaredInTwoStacks",
          "%s is %s, which %s declares, too; two stacks overwrite each other's settings"
              .formatted(identity.option(), identity.canonical(), elsewhere.path()));
    }
    if (periods.values().stream().allMatch(Objects::isNull)) {
      warning(
          "noRetention",
          "No retention period is declared (%s): all messages are kept"
              .formatted(String.join(", ", periods.keySet())));
    }
    return CustomResourceProps.builder()
        .resourceType(type)
        .serviceToken(permissions().serviceToken())
        .serviceTimeout(permissions().serviceTimeout())
        .removalPolicy(options.getRemovalPolicy())
        .properties(properties)
        .build();
  }

  /** Does what can be done when the resource exists only. */
  void complete(RetentionResource resource) {
    CfnResource inTemplate = (CfnResource) resource.getNode().getDefaultChild();
    if (!identity.isToken()) {
      inTemplate.overrideLogicalId(identity.logicalId(type));
    }
    if (retains()) {
      // CloudFormation takes another deletion policy only together with another change.
      inTemplate.addMetadata("RemovalPolicy", options.getRemovalPolicy().name());
    }
    inTemplate.getNode().addDependency(permissions().allow(identity));
    warnings.forEach((id, text) -> Annotations.of(resource).addWarningV2(id, text));
    stack.add(resource);
  }

  private boolean retains() {
    return options.getRemovalPolicy() == RemovalPolicy.RETAIN
        || options.getRemovalPolicy() == RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  }

  Place place() {
    return place;
  }

  /** A name that stands for the identity, or, if that is a token, for the place. */
  String name() {
    return identity.isToken() ? Identity.hash(place.path(), 8) : identity.logicalId(type);
  }

  String type() {
    return type;
  }

  Identity identity() {
    return identity;
  }

  /** The declared settings as CloudFormation hands them to the function: all values are strings. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    properties.forEach((property, value) -> settings.put(property, text(value)));
    settings.keySet().removeAll(List.of(REAPPLY, OVERWRITE_EXISTING));
    return settings;
  }

  private static String text(Object value) {
    return value instanceof Number number && Token.isUnresolved(number)
        ? Token.asString(number)
        : value.toString();
  }

  /** The role of the function that applies the settings. */
  String roleArn() {
    return permissions().roleArn();
  }

  private ResourcePermissions permissions() {
    if (permissions == null) {
      permissions = stack.permissions(options.getProvider(), place);
    }
    return permissions;
  }
}
