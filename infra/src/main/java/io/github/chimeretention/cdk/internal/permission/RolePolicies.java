package io.github.chimeretention.cdk.internal.permission;

import io.github.chimeretention.cdk.internal.NagFinding;
import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The permissions of a function's role for the retention resources of one stack.
 *
 * <p>CloudFormation updates policies first and deletes removed resources last, so a policy that is
 * updated in place would lack the permission for these deletions. Here a policy with other contents
 * has another logical ID, and every retention resource depends on its policy: a new policy is
 * attached before its resources are created, and an old one is deleted after its resources.
 *
 * <p>The policies are managed policies, because all inline policies of a role together have room
 * for only about a hundred ARNs (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM quotas</a>:
 * 10,240 characters, and 6,144 in each managed policy).
 */
public final class RolePolicies extends Construct implements IAspect {
  /** 6,144 characters, less the document's text around the ARNs. */
  private static final int MAX_ARN_CHARACTERS = 6144 - 250;

  /** More than the length of any app instance's ARN; the length behind a token is unknown. */
  private static final int TOKEN_CHARACTERS = 128;

  /** Half of IAM's default quota for a role, because an update may double the policies. */
  private static final int MAX_POLICIES_IN_DEFAULT_QUOTA = 5;

  private final Stack stack;
  private final String id;
  private final FunctionRole role;
  private final Access access;
  private final Consumer<Construct> onPolicy;

  /** By the names of their permissions. */
  private final Map<String, Part> lastParts = new HashMap<>();

  private final List<Part> parts = new ArrayList<>();

  /** Set once the synthesis has begun; an aspect may still declare resources then. */
  private TokenText text;

  /**
   * Starts without permissions.
   *
   * @param function the function with the role
   * @param onPolicy called with each policy that is added
   */
  public RolePolicies(
      Stack stack,
      Construct function,
      FunctionRole role,
      Access access,
      Consumer<Construct> onPolicy) {
    super(stack, id(function));
    this.stack = stack;
    this.role = role;
    id = id(function);
    this.access = access;
    this.onPolicy = onPolicy;
    Aspects.of(this).add(this);
  }

  /** The ID of the permissions of a function's role, the same in any stack. */
  private static String id(Construct function) {
    return "RetentionPermissions" + function.getNode().getAddr();
  }

  /**
   * Writes the documents at synthesis. Before that, tokens that refer to different stacks may look
   * the same, or have no value yet, and each ARN would cost two calls to the CDK.
   */
  @Override
  public void visit(IConstruct node) {
    if (node == this) {
      text = new TokenText(stack);
      parts.forEach(Part::render);
    }
  }

  /**
   * Allows the role to call the actions that an identity needs, or reports them if policies can't
   * be added to the role.
   *
   * @return the policy with that permission, or null
   */
  public Construct allow(Identity identity) {
    if (!role.takesPolicies()) {
      role.report(identity, access);
      return null;
    }
    String arn = identity.resource();
    String name = identity.permission().policyName(access);
    Part part = lastParts.get(name);
    if (part == null || !part.hasRoomFor(arn)) {
      part = new Part(identity.permission());
      lastParts.put(name, part);
      parts.add(part);
      warnOfQuota();
    }
    part.add(arn);
    return part.policy;
  }

  private void warnOfQuota() {
    if (parts.size() == MAX_POLICIES_IN_DEFAULT_QUOTA + 1) {
      Annotations.of(this)
          .addWarningV2(
              "chime-retention:managedPolicies",
              ("The role needs more than %d managed policies, and up to twice as many during an update;"
                      + " IAM's default quota is 10 managed policies in a role, which can be raised to 20")
                  .formatted(MAX_POLICIES_IN_DEFAULT_QUOTA));
    }
  }

  /**
   * One policy, for a limited number of ARNs. It is a plain resource, because its document must
   * depend neither on the order of declarations nor on the CDK's feature flags.
   */
  private final class Part {
    private final RetentionPermission permission;
    private final CfnManagedPolicy policy;
    private final Set<String> arns = new HashSet<>();
    private int characters;

    Part(RetentionPermission permission) {
      this.permission = permission;
      policy =
          CfnManagedPolicy.Builder.create(RolePolicies.this, "Policy" + (parts.size() + 1))
              .description(permission.description(access))
              .policyDocument(Map.of())
              .roles(List.of(role.role().getRoleName()))
              .build();
      onPolicy.accept(policy);
      if (!permission.isByArn()) {
        NagFinding.WILDCARD.suppress(
            policy,
            "The actions on %s can't be restricted to a resource".formatted(permission.of()));
      }
    }

    boolean hasRoomFor(String arn) {
      return characters + characters(arn) <= MAX_ARN_CHARACTERS;
    }

    void add(String arn) {
      if (arns.add(arn)) {
        characters += characters(arn);
        if (text != null) {
          render();
        }
      }
    }

    /** Sorts and hashes the ARNs by their texts: a token's own differs between syntheses. */
    void render() {
      SortedMap<String, String> arnByText = new TreeMap<>();
      arns.forEach(arn -> arnByText.put(text.of(arn), arn));
      policy.setPolicyDocument(permission.document(access, List.copyOf(arnByText.values())));
      String content = id + permission.actions(access) + arnByText.keySet();
      policy.overrideLogicalId(permission.policyName(access) + Identity.hash(content, 4));
    }

    private int characters(String arn) {
      return (StringToken.isIn(arn) ? TOKEN_CHARACTERS : arn.length()) + "\"\",".length();
    }
  }
}
