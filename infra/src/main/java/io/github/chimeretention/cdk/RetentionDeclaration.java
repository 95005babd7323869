package io.github.chimeretention.cdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/** What every retention resource declares, whatever its type: an identity and its periods. */
final class RetentionDeclaration {
  private final Construct owner;
  private final StackRetention stack;
  private final String resourceType;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final List<String> periodsLeftOut = new ArrayList<>();
  private boolean anyPeriod;

  /**
   * Starts a declaration.
   *
   * @param owner the construct that declares
   * @param scope where the owner stands
   */
  RetentionDeclaration(Construct owner, Construct scope, String resourceType) {
    this.owner = owner;
    this.stack = StackRetention.of(scope);
    this.resourceType = resourceType;
  }

  /**
   * Adds the identity, which is refused if another resource of the stack has declared it.
   *
   * @param option the builder's name of it, for the error
   * @param canonical the form in which two spellings of the same identity are equal
   */
  RetentionDeclaration identity(String property, String option, String value, String canonical) {
    stack.declare(canonical, owner, option);
    properties.put(property, value);
    return this;
  }

  /**
   * Adds a period, which is off if it is null.
   *
   * @param option the builder's name of it, for the error
   */
  RetentionDeclaration period(String property, String option, Duration period) {
    if (period == null) {
      periodsLeftOut.add(option);
    } else {
      properties.put(property, RetentionPeriod.of(period, owner, option));
      anyPeriod = true;
    }
    return this;
  }

  /**
   * Declares the custom resource.
   *
   * @param provider null for the stack's shared one
   * @param actions what the function calls for it
   * @param arn the only resource that it may call them on, or a wildcard
   */
  CfnResource declare(
      RetentionProvider provider, List<String> actions, String arn, RemovalPolicy removalPolicy) {
    if (!anyPeriod) {
      Annotations.of(owner)
          .addWarningV2(
              "chime-retention:noRetention",
              "No retention period is declared (%s): all messages are kept"
                  .formatted(String.join(", ", periodsLeftOut)));
    }
    RetentionProvider chosen = provider == null ? stack.provider() : provider;
    ResourcePermissions permissions = stack.permissions(chosen, owner);
    CfnResource resource = chosen.resource(owner, resourceType, properties, removalPolicy);
    resource.addResourceDependency(permissions.allow(actions, arn));
    return resource;
  }
}
