package io.github.chimeretention.cdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * What a provider's role may call for the retention resources of one stack.
 *
 * <p>CloudFormation updates a policy first and deletes what has left the template last, so a policy
 * that is updated in place lacks the permission for that very deletion. Here a policy with other
 * contents has another logical id, and every retention resource depends on its policy: the new
 * policy is attached before its resources are created, the old one deleted after its resources.
 *
 * <p>The policies are managed ones, because all inline policies of a role together have room for
 * some hundred ARNs only (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM quotas</a>:
 * 10,240 characters, and 6,144 in each managed policy).
 */
final class ResourcePermissions extends Construct {
  /** 6,144 characters, without what stands around the ARNs in the document. */
  private static final int MAX_ARN_CHARACTERS = 6144 - 200;

  /** More than the ARN of an app instance in any region has; a token's is not known yet. */
  private static final int TOKEN_CHARACTERS = 128;

  /** Half of the managed policies that a role may have by default: an update may double them. */
  private static final int MAX_POLICIES_IN_DEFAULT_QUOTA = 5;

  private final String id;
  private final IRole role;
  private final IDependable limits;
  private final boolean attachable;
  private final Map<List<String>, Part> lastPartByActions = new HashMap<>();
  private int parts;

  private ResourcePermissions(RetentionProvider provider, Stack stack, String id) {
    super(stack, id);
    this.id = id;
    role = provider.getRole();
    limits = provider.limits();
    attachable = provider.mayAttachPolicies();
  }

  static ResourcePermissions of(RetentionProvider provider, Stack stack) {
    String id = provider.permissionsId();
    return stack.getNode().tryFindChild(id) instanceof ResourcePermissions found
        ? found
        : new ResourcePermissions(provider, stack, id);
  }

  /**
   * Lets the role call the actions on the resource.
   *
   * @return the policy that says so; empty if the role is the user's to maintain
   */
  Optional<IDependable> allow(List<String> actions, String arn) {
    if (!attachable) {
      return Optional.empty();
    }
    Part part = lastPartByActions.get(actions);
    if (part == null || !part.hasRoomFor(arn)) {
      part = new Part(actions, arn);
      lastPartByActions.put(actions, part);
    }
    part.add(arn);
    return Optional.of(part.policy);
  }

  private void countPart() {
    parts++;
    if (parts == MAX_POLICIES_IN_DEFAULT_QUOTA + 1) {
      Annotations.of(this)
          .addWarningV2(
              "chime-retention:managedPolicies",
              ("The role needs more than %d managed policies, and up to twice as many during an update;"
                      + " IAM's default quota is 10 managed policies in a role, which can be raised to 20")
                  .formatted(MAX_POLICIES_IN_DEFAULT_QUOTA));
    }
  }

  /** One policy, with room for some ARNs. */
  private final class Part {
    private final PolicyStatement statement;
    private final ManagedPolicy policy;
    private final CfnResource resource;
    private final List<String> actions;
    private final Set<String> arns = new TreeSet<>();
    private int characters;

    Part(List<String> actions, String first) {
      countPart();
      this.actions = actions;
      statement = PolicyStatement.Builder.create().actions(actions).build();
      policy =
          ManagedPolicy.Builder.create(ResourcePermissions.this, "Policy" + parts)
              .statements(List.of(statement))
              .roles(List.of(role))
              .build();
      // By way of the policy, for a dependency less in each resource's template.
      policy.getNode().addDependency(limits);
      resource = (CfnResource) policy.getNode().getDefaultChild();
      if (first.equals("*")) {
        WildcardFinding.suppress(
            resource, "The actions of Amazon Chime accounts take no narrower resource");
      }
    }

    boolean hasRoomFor(String arn) {
      return characters + characters(arn) <= MAX_ARN_CHARACTERS;
    }

    void add(String arn) {
      if (arns.add(inTemplate(arn))) {
        statement.addResources(arn);
        characters += characters(arn);
        resource.overrideLogicalId("RetentionPermissions" + hash());
      }
    }

    /**
     * The name of a token differs between two syntheses, what it stands for in the template not.
     */
    private String inTemplate(String arn) {
      return Token.isUnresolved(arn) ? String.valueOf(Stack.of(policy).resolve(arn)) : arn;
    }

    private static int characters(String arn) {
      return (Token.isUnresolved(arn) ? TOKEN_CHARACTERS : arn.length()) + "\"\",".length();
    }

    private String hash() {
      String contents = id + actions + arns;
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(contents.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }
  }
}
