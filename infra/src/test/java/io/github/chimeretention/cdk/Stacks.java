package io.github.chimeretention.cdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.constructs.Construct;

/** Creates stacks, and reads their templates as plain values. */
public final class Stacks {
  static final String ACCOUNT_ID = "12345678-ABCD-1234-abcd-123456789012";
  static final String AWS_ACCOUNT = "111122223333";
  static final String TYPE = "Custom::ChimeRetentionSettings";

  private static final ObjectMapper JSON = new ObjectMapper();

  // One per JVM, so that the function's jar is copied only once and nothing is left in /tmp.
  static final Path ASSEMBLY =
      Path.of(System.getProperty("cdk.outdir", "target/cdk.out")).toAbsolutePath();

  private Stacks() {}

  public static Stack stack() {
    return stack(Map.of());
  }

  static Stack stack(Map<String, Object> context) {
    return new Stack(app(ASSEMBLY, context), "Stack");
  }

  /** Imports a VPC with a private subnet. */
  public static IVpc vpc(Stack stack) {
    return Vpc.fromVpcAttributes(
        stack,
        "Vpc",
        VpcAttributes.builder()
            .vpcId("vpc-0123456789abcdef0")
            .availabilityZones(List.of("us-east-1a"))
            .privateSubnetIds(List.of("subnet-0123456789abcdef0"))
            .privateSubnetRouteTableIds(List.of("rtb-0123456789abcdef0"))
            .build());
  }

  static Stack stackIn(String region) {
    return Stack.Builder.create(app(ASSEMBLY, Map.of()), "Stack")
        .env(Environment.builder().account(AWS_ACCOUNT).region(region).build())
        .build();
  }

  /** An app whose synthesis fails on any finding of the CDK's template rules. */
  static App app(Path assembly, Map<String, Object> context) {
    Map<String, Object> all = new HashMap<>(context);
    all.put("@aws-cdk/core:validateAgainstDefaultRules", true);
    // Warnings of the rules fail, too.
    all.put("@aws-cdk/core:strictCfnValidateErrors", true);
    return App.Builder.create()
        .analyticsReporting(false)
        .outdir(assembly.toString())
        .context(all)
        .build();
  }

  static void synthesize(Stack stack) {
    ((App) stack.getNode().getRoot()).synth();
  }

  /** The template of a stack, in its original order. */
  static String template(Stack stack) {
    try {
      return JSON.writeValueAsString(Template.fromStack(stack).toJSON());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The logical IDs of the resources of a type. */
  static Set<String> logicalIds(Stack stack, String type) {
    return resources(stack, type).keySet();
  }

  static ChimeRetentionSettings.Builder settings(Construct scope, String id) {
    return ChimeRetentionSettings.Builder.create(scope, id)
        .accountId(ACCOUNT_ID)
        .roomRetention(Duration.days(365))
        .conversationRetention(Duration.days(90));
  }

  static Map<String, Map<String, Object>> resources(Stack stack, String type) {
    return Template.fromStack(stack).findResources(type);
  }

  /** The properties of each resource of the type. */
  static List<Map<String, Object>> allProperties(Stack stack, String type) {
    return resources(stack, type).values().stream()
        .map(resource -> object(resource.get("Properties")))
        .toList();
  }

  /** The only resource of the type. */
  static Map<String, Object> resource(Stack stack, String type) {
    return resources(stack, type).get(logicalId(stack, type));
  }

  /** The logical ID of the only resource of the type. */
  static String logicalId(Stack stack, String type) {
    Set<String> found = logicalIds(stack, type);
    if (found.size() != 1) {
      throw new AssertionError("Not one " + type + " but " + found);
    }
    return found.iterator().next();
  }

  /** The properties of the only resource of the type. */
  static Map<String, Object> properties(Stack stack, String type) {
    return object(resource(stack, type).get("Properties"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
