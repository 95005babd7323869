package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.AwsService;
import io.github.chimeretention.localcloud.aws.AwsService.Operation;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.QueryProtocol;
import io.github.chimeretention.localcloud.aws.S3;
import io.github.chimeretention.localcloud.cloudformation.engine.Engine;
import io.github.chimeretention.localcloud.cloudformation.engine.Stack;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** CloudFormation's operations, in the query protocol. */
public record CloudFormationApi(Engine engine, S3 buckets) {
  public AwsService api() {
    Map<String, Operation> operations =
        new HashMap<>(
            Map.of(
                "DeleteStack", this::deleteStack,
                "RollbackStack", this::rollbackStack,
                "ContinueUpdateRollback", this::continueUpdateRollback,
                "UpdateTerminationProtection", this::updateTerminationProtection));
    operations.putAll(new StackQueries(engine.stacks()).operations());
    operations.putAll(new ChangeSets(engine, buckets).operations());
    operations.replaceAll((name, operation) -> checkingRole(operation));
    return new QueryProtocol("http://cloudformation.amazonaws.com/doc/2010-05-15/", operations);
  }

  private static Operation checkingRole(Operation operation) {
    return (caller, input) -> {
      String role = input.path("RoleARN").asText();
      if (!role.isEmpty() && !role.matches("arn:[^:]+:iam::" + caller.account() + ":role/.+")) {
        throw AwsException.validation("Role " + role + " is invalid or cannot be assumed");
      }
      return operation.call(caller, input);
    };
  }

  private JsonNode deleteStack(Caller caller, JsonNode input) {
    Options options = skipping(input, "RetainResources", false);
    engine
        .stacks()
        .find(caller, Json.required(input, "StackName"))
        .ifPresent(stack -> engine.delete(stack, options));
    return Json.object();
  }

  private JsonNode rollbackStack(Caller caller, JsonNode input) {
    boolean deleteRetained = input.path("RetainExceptOnCreate").asBoolean();
    Stack stack = engine.stacks().get(caller, input);
    engine.rollBack(stack, new Options("STANDARD", false, deleteRetained, false, Set.of()));
    return Json.object().put("StackId", stack.state().stack().stackId());
  }

  private JsonNode continueUpdateRollback(Caller caller, JsonNode input) {
    boolean force = input.path("ForceRollback").asBoolean();
    engine.continueUpdateRollback(
        engine.stacks().get(caller, input), skipping(input, "ResourcesToSkip", force));
    return Json.object();
  }

  private JsonNode updateTerminationProtection(Caller caller, JsonNode input) {
    Stack stack = engine.stacks().get(caller, input);
    stack.protect(input.path("EnableTerminationProtection").asBoolean());
    return Json.object().put("StackId", stack.state().stack().stackId());
  }

  private static Options skipping(JsonNode input, String member, boolean skipFailed) {
    Set<String> skipped = Set.copyOf(Json.texts(input.path(member)));
    return new Options("STANDARD", false, false, skipFailed, skipped);
  }
}
