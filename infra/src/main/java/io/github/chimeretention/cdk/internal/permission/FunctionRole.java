package io.github.chimeretention.cdk.internal.permission;

import io.github.chimeretention.cdk.internal.NagFinding;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission.Access;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** The role of a function, which may write to the function's log group. */
public final class FunctionRole {
  private static final String LOG_POLICY = "LogPolicy";
  private static final int MAX_POLICY_NAME = 128;
  private static final int MAX_REGION = 20;

  private final Construct function;
  private final IRole role;
  private final Policy logPolicy;
  private final boolean takesPolicies;
  private final Set<Object> reported = new HashSet<>();

  private FunctionRole(Construct function, IRole role, Policy logPolicy, boolean takesPolicies) {
    this.function = function;
    this.role = role;
    this.logPolicy = logPolicy;
    this.takesPolicies = takesPolicies;
    if (!takesPolicies) {
      Annotations.of(function)
          .addInfo(
              "The role is immutable. It must allow logs:CreateLogStream and logs:PutLogEvents on the log group");
    }
  }

  /** Adds a role to the scope. */
  public static FunctionRole create(Construct scope, String description, ILogGroup logGroup) {
    Role role =
        Role.Builder.create(scope, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description(description)
            .build();
    logGroup.grantWrite(role);
    // Role.customizeRoles leaves the role and its policies out of the template.
    return new FunctionRole(scope, role, null, role.getNode().getDefaultChild() != null);
  }

  /**
   * Uses an existing role. Its policy is added to this stack, because in the role's stack the
   * policy would refer to this stack's log group, a circular dependency between the two stacks.
   */
  public static FunctionRole of(Construct scope, IRole role, ILogGroup logGroup) {
    role.getRoleArn(); // Creates the role that a LazyRole holds.
    Policy policy =
        Policy.Builder.create(scope, LOG_POLICY)
            .policyName(policyName(scope))
            .statements(
                List.of(
                    statement(
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        logGroup.getLogGroupArn())))
            .build();
    role.attachInlinePolicy(policy);
    if (isAttached(policy)) {
      return new FunctionRole(scope, role, policy, true);
    }
    scope.getNode().tryRemoveChild(LOG_POLICY);
    return new FunctionRole(scope, role, null, false);
  }

  /** A name unique to the stack: policies of the same name on one role overwrite each other. */
  private static String policyName(Construct scope) {
    return Names.uniqueResourceName(
            scope,
            UniqueResourceNameOptions.builder()
                .maxLength(MAX_POLICY_NAME - MAX_REGION)
                .separator("-")
                .build())
        + "-"
        + Stack.of(scope).getRegion();
  }

  /** Returns whether the role took the policy; a role that must not be changed ignores it. */
  private static boolean isAttached(Policy policy) {
    CfnPolicy inTemplate = (CfnPolicy) policy.getNode().getDefaultChild();
    return Stack.of(policy).resolve(inTemplate.getRoles()) instanceof List<?> roles
        && !roles.isEmpty();
  }

  private static PolicyStatement statement(List<String> actions, String resource) {
    return PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build();
  }

  public IRole role() {
    return role;
  }

  /** Whether this stack can attach policies to the role. */
  boolean takesPolicies() {
    return takesPolicies;
  }

  /** Adds AWS's managed policy for a function in a VPC. */
  public void allowVpc() {
    role.addManagedPolicy(
        ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSLambdaVPCAccessExecutionRole"));
    if (role instanceof Role own && own.getNode().getDefaultChild() instanceof CfnResource found) {
      NagFinding.VPC_POLICY.suppress(found, "AWS's managed policy for a function in a VPC");
    }
  }

  /** Explains the permission for AWS X-Ray, which the CDK adds to the policy of a new role. */
  public void acknowledgeTracing() {
    if (logPolicy == null && role.getNode().tryFindChild("DefaultPolicy") instanceof Policy found) {
      NagFinding.WILDCARD.suppress(
          (CfnResource) found.getNode().getDefaultChild(),
          "The actions of AWS X-Ray can't be restricted to a resource");
    }
  }

  /** Makes the construct wait for the permission to write to the log group. */
  public void applyBefore(Construct construct) {
    if (logPolicy != null) {
      construct.getNode().addDependency(logPolicy);
    }
  }

  /**
   * Reports the actions that an identity needs, once for its type. With {@code
   * Role.customizeRoles}, reports them for each identity.
   */
  void report(Identity identity, Access access) {
    RetentionPermission permission = identity.permission();
    if (reported.add(permission)) {
      Annotations.of(function).addInfo(permission.requirement(access));
    }
    if (reported.add(permission + identity.resource())) {
      role.addToPrincipalPolicy(statement(permission.actions(access), identity.resource()));
    }
  }
}
