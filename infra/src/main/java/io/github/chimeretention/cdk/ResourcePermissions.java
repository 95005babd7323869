package io.github.chimeretention.cdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

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
  private final CfnResource limits;
  private final boolean attachable;
  private final Map<List<String>, Part> lastPartByActions = new HashMap<>();
  private int parts;

  ResourcePermissions(RetentionProvider provider, Stack stack) {
    super(stack, provider.permissionsId());
    id = provider.permissionsId();
    role = provider.getRole();
    limits = provider.limits();
    attachable = provider.mayAttachPolicies();
  }

  /**
   * Lets the role call the actions on the resource.
   *
   * @return what the resource depends on: the policy that says so, or, if the role is the user's to
   *     maintain, the function's limits
   */
  CfnResource allow(List<String> actions, String arn) {
    if (!attachable) {
      return limits;
    }
    Part part = lastPartByActions.get(actions);
    if (part == null || !part.hasRoomFor(arn)) {
      part = new Part(actions, arn);
      lastPartByActions.put(actions, part);
    }
    part.add(arn);
    return part.resource;
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
    private final CfnResource resource;
    private final List<String> actions;
    private final Set<String> arns = new TreeSet<>();
    private int characters;

    Part(List<String> actions, String first) {
      countPart();
      this.actions = actions;
      statement = PolicyStatement.Builder.create().actions(actions).build();
      ManagedPolicy policy =
          ManagedPolicy.Builder.create(ResourcePermissions.this, "Policy" + parts)
              .statements(List.of(statement))
              .roles(List.of(role))
              .build();
      resource = (CfnResource) policy.getNode().getDefaultChild();
      // By way of the policy, for a dependency less in each resource's template.
      resource.addResourceDependency(limits);
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
        resource.overrideLogicalId("Policy" + hash());
      }
    }

    /**
     * The name of a token differs between two syntheses, what it stands for in the template not.
     */
    private String inTemplate(String arn) {
      return StringToken.isIn(arn) ? String.valueOf(Stack.of(resource).resolve(arn)) : arn;
    }

    private static int characters(String arn) {
      return (StringToken.isIn(arn) ? TOKEN_CHARACTERS : arn.length()) + "\"\",".length();
    }

    private String hash() {
      String contents = id + actions + arns;
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(contents.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 4);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256", e);
      }
    }
  }
}
