package io.github.chimeretention.localcloud.iam;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsRequest;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.iam.Policy.Decision;
import io.github.chimeretention.localcloud.lambda.FunctionConfiguration;
import io.github.chimeretention.localcloud.state.JsonFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The stacks' roles and policies, kept in a file between runs. */
public final class Iam {
  private static final String ROLE = "AWS::IAM::Role";
  private static final String POLICY = "AWS::IAM::Policy";
  private static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";
  private static final Set<String> TYPES = Set.of(ROLE, POLICY, MANAGED_POLICY);
  private static final String AWS_MANAGED = "arn:aws:iam::aws:policy/service-role/";

  /** The actions of AWS's managed policies that the local cloud checks. */
  private static final Set<String> LOGS = Set.of("logs:CreateLogStream", "logs:PutLogEvents");

  private static final String NETWORK = "ec2:CreateNetworkInterface";

  private final JsonFile<Map<String, Entity>> file;
  private final Map<String, Entity> entities;
  private final Clock clock;
  private Duration delay = Duration.ZERO;

  public Iam(Path path, Clock clock) {
    this.clock = clock;
    file = new JsonFile<>(path, new TypeReference<>() {});
    entities = new HashMap<>(file.read().orElse(Map.of()));
  }

  /**
   * A role or a policy.
   *
   * @param id its physical ID
   * @param earlier the properties that are effective until the new ones are
   * @param effective the time from which the new properties are effective, in milliseconds
   */
  record Entity(
      String type,
      String account,
      String id,
      JsonNode properties,
      JsonNode earlier,
      long effective) {
    /** The resource with the properties that are effective at a time. */
    Entity at(long now) {
      return now < effective ? new Entity(type, account, id, earlier, earlier, now) : this;
    }

    /** Its inline policies. */
    Stream<Policy> policies() {
      return properties.findValues("PolicyDocument").stream().map(Policy::of);
    }

    Stream<String> texts(String property) {
      return Json.texts(properties.path(property)).stream();
    }

    boolean isAttachedTo(Entity role) {
      return account.equals(role.account()) && texts("Roles").anyMatch(role.id()::equals);
    }
  }

  /** Delays the effect of later creates and updates, because IAM is eventually consistent. */
  public synchronized void delay(Duration newDelay) {
    delay = newDelay;
  }

  /** Creates or updates a resource with a physical ID; ignores other types. */
  public synchronized void put(String type, String account, String id, JsonNode properties) {
    if (TYPES.contains(type)) {
      JsonNode earlier = find(type, account, id).map(Entity::properties).orElseGet(Json::object);
      long effective = clock.millis() + delay.toMillis();
      Entity entity = new Entity(type, account, id, properties, earlier, effective);
      // Fails unless its documents are policies.
      List<Policy> unused = entity.policies().toList();
      entities.put(key(type, account, id), entity);
      file.write(entities);
    }
  }

  public synchronized void delete(String type, String account, String id) {
    if (entities.remove(key(type, account, id)) != null) {
      file.write(entities);
    }
  }

  /** The ARN of the session in which a role is assumed. */
  public static String session(String roleArn, String name) {
    String[] role = roleArn.split("[:/]", -1);
    return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(role[4], role[role.length - 1], name);
  }

  /** Throws AWS's error unless the caller needs no permissions or its role allows the request. */
  public void authorize(AwsRequest request) {
    Caller caller = request.caller();
    if (!caller.session().isEmpty() && !caller.service().equals("sts")) {
      authorize(caller.session(), Access.of(request));
    }
  }

  /** Throws AWS's error unless a session's role has a permission now. */
  public void authorize(String session, Access access) {
    String reason = denial(session, access);
    if (!reason.isEmpty()) {
      throw new AwsException(
          403,
          "AccessDeniedException",
          "User: %s is not authorized to perform: %s on resource: %s %s"
              .formatted(session, access.action(), access.resource(), reason));
    }
  }

  /** Whether a service can assume a role; false if the role doesn't exist. */
  public synchronized boolean trusts(String roleArn, String service, Map<String, String> context) {
    Access assume = new Access("sts:AssumeRole", "", context);
    String[] parts = roleArn.split("[:/]", -1);
    return parts.length > 6
        && Optional.ofNullable(entities.get(key(ROLE, parts[4], parts[parts.length - 1])))
            .map(role -> Policy.of(role.properties().path("AssumeRolePolicyDocument")))
            .filter(trust -> Policy.decide(List.of(trust), service, assume) == Decision.ALLOWED)
            .isPresent();
  }

  /** Throws Lambda's error unless it can run a function with a role. */
  public void checkExecutionRole(String roleArn, String functionName, boolean isInVpc) {
    if (!trusts(roleArn, "lambda.amazonaws.com", Map.of())) {
      throw invalid(
          "The role defined for the function cannot be assumed by Lambda. It is %s; the local cloud has the roles that its stacks declare."
              .formatted(roleArn));
    }
    Access network = new Access(NETWORK, "*", Map.of());
    if (isInVpc && !allows(session(roleArn, functionName), network)) {
      throw invalid(
          "The provided execution role does not have permissions to call CreateNetworkInterface on EC2");
    }
  }

  /** Throws AWS's error unless EventBridge Scheduler can invoke a function with a role. */
  public void checkSchedule(String roleArn, String functionArn) {
    Map<String, String> source = Map.of("aws:SourceAccount", functionArn.split(":", -1)[4]);
    if (!trusts(roleArn, "scheduler.amazonaws.com", source)) {
      throw invalid(
          "The execution role you provide must allow AWS EventBridge Scheduler to assume the role: "
              + roleArn);
    }
    authorize(
        session(roleArn, "schedule"), new Access("lambda:InvokeFunction", functionArn, source));
  }

  /** Whether a function's role lets it write to its log group now. */
  public boolean maySendLogs(FunctionConfiguration function) {
    String[] arn = function.functionArn().split(":", -1);
    String session = session(function.role(), function.functionName());
    return LOGS.stream()
        .map(action -> Access.toLogs(arn[3], arn[4], function.logGroup(), action))
        .allMatch(access -> allows(session, access));
  }

  boolean allows(String session, Access access) {
    return denial(session, access).isEmpty();
  }

  private synchronized String denial(String session, Access access) {
    String[] parts = session.split("[:/]", -1);
    return find(ROLE, parts[4], parts[6])
        .map(role -> denial(role, access))
        .orElse("because the role does not exist");
  }

  /** The reason why a role doesn't have a permission; empty if it has the permission. */
  private String denial(Entity role, Access access) {
    Decision allowed = Policy.decide(policies(role), "", access);
    String boundary = role.properties().path("PermissionsBoundary").asText();
    Decision limited =
        boundary.isEmpty()
            ? Decision.ALLOWED
            : Policy.decide(managed(boundary).toList(), "", access);
    if (allowed == Decision.DENIED || limited == Decision.DENIED) {
      return "with an explicit deny";
    }
    return Stream.of(allowed, limited).allMatch(Decision.ALLOWED::equals)
        ? ""
        : "because no %s policy allows the %s action"
            .formatted(
                allowed == Decision.ALLOWED ? "permissions boundary" : "identity-based",
                access.action());
  }

  private List<Policy> policies(Entity role) {
    Stream<Policy> managed = role.texts("ManagedPolicyArns").flatMap(this::managed);
    Stream<Policy> attached =
        current().filter(entity -> entity.isAttachedTo(role)).flatMap(Entity::policies);
    return Stream.of(role.policies(), managed, attached).flatMap(policies -> policies).toList();
  }

  private Stream<Policy> managed(String arn) {
    return switch (arn) {
      case AWS_MANAGED + "AWSLambdaBasicExecutionRole" -> Stream.of(Policy.allow(LOGS));
      case AWS_MANAGED + "AWSLambdaVPCAccessExecutionRole" ->
          Stream.of(Policy.allow(LOGS), Policy.allow(Set.of(NETWORK)));
      default ->
          find(MANAGED_POLICY, arn.split(":", -1)[4], arn)
              .map(Entity::policies)
              .orElseThrow(() -> Policy.unknown("the managed policy " + arn));
    };
  }

  private Optional<Entity> find(String type, String account, String id) {
    return Optional.ofNullable(entities.get(key(type, account, id)))
        .map(entity -> entity.at(clock.millis()));
  }

  private Stream<Entity> current() {
    return entities.values().stream().map(entity -> entity.at(clock.millis()));
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "InvalidParameterValueException", message);
  }

  private static String key(String type, String account, String id) {
    return String.join(" ", type, account, id);
  }
}
