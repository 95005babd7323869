package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.CdkVersion;
import io.github.chimeretention.cdk.internal.permission.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnResourceProps;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/** The custom resource of a retention construct. */
public final class RetentionResource {
  private static final String PROPERTIES = "Properties";

  private final Resource construct;
  private final RetentionDeclaration declaration;
  private final InTemplate template;

  RetentionResource(Resource construct, RetentionDeclaration declaration) {
    this.construct = construct;
    this.declaration = declaration;
    template = new InTemplate(construct, new RetentionProperties(declaration).template());
    template.applyRemovalPolicy(declaration.removalPolicy());
    if (!declaration.identity().isToken()) {
      template.overrideLogicalId(declaration.name());
    }
    Construct permission = declaration.function().get().permissions().apply(declaration.identity());
    if (permission instanceof CfnResource policy) {
      CdkVersion.addDependency(template, policy);
    } else if (permission != null) {
      template.getNode().addDependency(permission);
    }
    declaration
        .allWarnings()
        .forEach((id, text) -> Annotations.of(construct).addWarningV2(id, text));
  }

  /**
   * The construct that the CDK renders. It has only the methods that the CDK calls: for each
   * instance, jsii describes every other non-private method to Node.js, too.
   */
  private static final class InTemplate extends CfnResource {
    /** The values that escape hatches set for properties; null deletes a property. */
    private final Map<String, Object> overrides = new LinkedHashMap<>();

    private boolean isConditional;

    /** The policy in the template, once it has been rendered. */
    private CfnDeletionPolicy deletionPolicy;

    InTemplate(Construct construct, CfnResourceProps props) {
      super(construct, "Default", props);
    }

    /** Records the override: every escape hatch for properties calls this method. */
    @Override
    public void addOverride(String path, Object value) {
      super.addOverride(path, value);
      isConditional |= path.equals("Condition");
      if (path.equals(PROPERTIES) && value instanceof Map<?, ?> properties) {
        properties.forEach((property, each) -> overrides.put((String) property, each));
      } else if (path.startsWith(PROPERTIES + ".")) {
        overrides.put(path.substring(PROPERTIES.length() + 1), value);
      }
    }

    /**
     * Adds the removal policy to the metadata, because CloudFormation ignores a template in which
     * only the policy changes. The CDK calls this method before it renders the resource, when the
     * policy is final. A validation would be too late for a nested stack: the hash of its template
     * is computed before.
     */
    @Override
    protected Boolean shouldSynthesize() {
      deletionPolicy = getCfnOptions().getDeletionPolicy();
      if (deletionPolicy == CfnDeletionPolicy.RETAIN) {
        addMetadata("RemovalPolicy", RemovalPolicy.RETAIN.name());
      } else if (deletionPolicy == CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE) {
        addMetadata("RemovalPolicy", RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE.name());
      }
      return true;
    }
  }

  public Resource construct() {
    return construct;
  }

  /** Returns the construct that the CDK renders. */
  public CfnResource template() {
    return template;
  }

  public RetentionDeclaration declaration() {
    return declaration;
  }

  /** A token for the text that the function reports. */
  public String attribute(String name) {
    return Token.asString(template.getAtt(name));
  }

  /** The days of a period in the template: null if it is off, no Integer if it is a token. */
  public Number days(String property) {
    return template.overrides.containsKey(property)
        ? RetentionPeriod.inTemplate(template.overrides.get(property))
        : declaration.periods().get(property).days();
  }

  /** Reports errors at synthesis, when policies and overrides are final. */
  void check() {
    if (template.deletionPolicy == CfnDeletionPolicy.SNAPSHOT) {
      Annotations.of(construct).addError(RetentionDeclaration.SNAPSHOT);
    }
    Identity identity = declaration.identity();
    if (template.overrides.containsKey(identity.property())) {
      Annotations.of(construct)
          .addError(
              "%s is overridden; declare %s instead, because the function's permissions are derived from it"
                  .formatted(identity.property(), identity.option()));
    }
  }

  /** Returns the reason why a drift monitor can't check the resource, or null. */
  public String unmonitored() {
    if (template.isConditional || template.getCfnOptions().getCondition() != null) {
      return "%s has a condition, which a drift monitor can't evaluate; leave it out of monitored"
          .formatted(declaration.place().path());
    }
    return declaration.periods().keySet().stream()
        .filter(template.overrides::containsKey)
        .findFirst()
        .map(
            property ->
                "%s: %s is overridden, which a drift monitor can't detect; declare %s instead"
                    .formatted(
                        declaration.place().path(),
                        property,
                        declaration.periods().get(property).option()))
        .orElse(null);
  }
}
