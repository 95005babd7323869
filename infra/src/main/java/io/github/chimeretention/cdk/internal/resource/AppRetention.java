package io.github.chimeretention.cdk.internal.resource;

import io.github.chimeretention.cdk.internal.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * State that the retention resources of one app share: the identities that its stacks have
 * declared, to warn if two declare the same one, and the guardrails.
 */
public final class AppRetention extends Construct {
  /** An ID that no user would choose for a stack. */
  private static final String ID = "io.github.chimeretention.AppRetention";

  private final Map<String, Place> placeByIdentity = new HashMap<>();
  private final Map<IConstruct, Consumer<RetentionResource>> guardrails = new LinkedHashMap<>();

  private AppRetention(Construct root) {
    super(root, ID);
  }

  public static AppRetention of(Construct scope) {
    IConstruct root = scope.getNode().getRoot();
    return root.getNode().tryFindChild(ID) instanceof AppRetention found
        ? found
        : new AppRetention((Construct) root);
  }

  /** Adds an identity; returns the place where another stack already declares it, or null. */
  Place declare(String identity, Place place) {
    return placeByIdentity.putIfAbsent(identity, place);
  }

  /** Adds a guardrail, which checks the resources in its scope. */
  public void add(IConstruct guardrail, Consumer<RetentionResource> check) {
    guardrails.put(guardrail, check);
  }

  /** Checks a stack's resources against the guardrails of the stack and of the scopes around it. */
  void check(Stack stack, List<RetentionResource> resources) {
    List<IConstruct> scopes = stack.getNode().getScopes();
    guardrails.forEach(
        (guardrail, check) -> {
          if (scopes.contains(guardrail.getNode().getScope())) {
            resources.forEach(check);
          }
        });
  }
}
