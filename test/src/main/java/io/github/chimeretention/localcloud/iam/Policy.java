package io.github.chimeretention.localcloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.policybuilder.iam.IamValue;

/** A policy. An element that can't be evaluated is an error if a decision depends on it. */
record Policy(List<IamStatement> statements) {
  private static final String ELEMENTS = "Version|Id|Statement";
  private static final String STATEMENT_ELEMENTS =
      "Sid|Effect|(Not)?Principal|(Not)?Action|(Not)?Resource|Condition";

  /** The common decision of several policies. */
  enum Decision {
    ALLOWED,
    NOT_ALLOWED,
    DENIED
  }

  /** Reads a document; like IAM, rejects one that violates the policy grammar. */
  static Policy of(JsonNode document) {
    checkElements(document, ELEMENTS);
    JsonNode statements = document.path("Statement");
    (statements.isArray() ? statements : List.of(statements))
        .forEach(statement -> checkElements(statement, STATEMENT_ELEMENTS));
    try {
      Policy policy = new Policy(IamPolicy.fromJson(document.toString()).statements());
      policy.statements().forEach(Policy::check);
      return policy;
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  /** A policy that allows actions on all resources. */
  static Policy allow(Set<String> actions) {
    IamStatement.Builder statement = IamStatement.builder().effect(IamEffect.ALLOW);
    actions.forEach(statement::addAction);
    return new Policy(List.of(statement.addResource("*").build()));
  }

  /** Decides on an access by the principal with the policies, or by a service if one is given. */
  static Decision decide(Collection<Policy> policies, String service, Access access) {
    Set<IamEffect> effects =
        policies.stream()
            .flatMap(policy -> policy.statements().stream())
            .filter(statement -> applies(statement, service, access))
            .map(IamStatement::effect)
            .collect(Collectors.toSet());
    return effects.contains(IamEffect.DENY)
        ? Decision.DENIED
        : effects.isEmpty() ? Decision.NOT_ALLOWED : Decision.ALLOWED;
  }

  private static boolean applies(IamStatement statement, String service, Access access) {
    return matches("(?i)", statement.actions(), statement.notActions(), access.action())
        && (access.resource().isEmpty()
            || matches("", statement.resources(), statement.notResources(), access.resource()))
        && isFor(statement, service)
        && statement.conditions().stream()
            .collect(Collectors.groupingBy(it -> List.of(it.operator(), it.key())))
            .values()
            .stream()
            .allMatch(alternatives -> holds(alternatives, access.context()));
  }

  private static boolean matches(
      String flags,
      List<? extends IamValue> included,
      List<? extends IamValue> excluded,
      String value) {
    return excluded.isEmpty()
        ? included.stream().anyMatch(pattern -> isLike(flags, pattern.value(), value))
        : excluded.stream().noneMatch(pattern -> isLike(flags, pattern.value(), value));
  }

  private static boolean isFor(IamStatement statement, String service) {
    if (!statement.notPrincipals().isEmpty()) {
      throw unknown("NotPrincipal");
    }
    Set<IamPrincipal> any =
        Set.of(IamPrincipal.ALL, IamPrincipal.create(IamPrincipalType.SERVICE, service));
    return service.isEmpty() || statement.principals().stream().anyMatch(any::contains);
  }

  private static boolean holds(List<IamCondition> alternatives, Map<String, String> context) {
    String key = alternatives.get(0).key().value();
    String operator = alternatives.get(0).operator().value();
    String actual =
        context.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(key))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> unknown("the condition key " + key));
    Stream<String> expected = alternatives.stream().map(IamCondition::value);
    return switch (operator) {
      case "StringEquals" -> expected.anyMatch(actual::equals);
      case "StringLike", "ArnEquals", "ArnLike" -> expected.anyMatch(it -> isLike("", it, actual));
      default -> throw unknown("the condition operator " + operator);
    };
  }

  private static boolean isLike(String flags, String pattern, String value) {
    if (pattern.contains("${")) {
      throw unknown("the policy variable in " + pattern);
    }
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return value.matches(flags + regex);
  }

  private static void check(IamStatement statement) {
    if (!Set.of(IamEffect.ALLOW, IamEffect.DENY).contains(statement.effect())) {
      throw malformed("Effect is " + statement.effect() + "; it must be Allow or Deny");
    }
    if (statement.actions().isEmpty() == statement.notActions().isEmpty()) {
      throw malformed("a statement must have either Action or NotAction");
    }
    boolean hasPrincipal = statement.principals().size() + statement.notPrincipals().size() > 0;
    boolean hasResource = statement.resources().size() + statement.notResources().size() > 0;
    if (hasPrincipal == hasResource) {
      throw malformed("a statement must have a resource or, in a trust policy, a principal");
    }
  }

  private static void checkElements(JsonNode object, String known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.matches(known)) {
                throw malformed("unknown element " + name);
              }
            });
  }

  private static AwsException malformed(String message) {
    return new AwsException(400, "MalformedPolicyDocument", "Syntax errors in policy: " + message);
  }

  static AwsException unknown(String element) {
    return new AwsException(
        400, "UnknownPolicyElement", "The local cloud can't evaluate " + element + " in a policy");
  }
}
