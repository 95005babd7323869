package io.github.chimeretention.cdk;

import java.util.HashMap;
import java.util.Map;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The identities that the stacks of one app have declared, to warn if two declare the same one. */
final class AppRetention extends Construct {
  /** A name that no user would choose for a stack. */
  private static final String ID = "io.github.chimeretention.AppRetention";

  private final Map<String, Place> placeByIdentity = new HashMap<>();

  private AppRetention(Construct root) {
    super(root, ID);
  }

  static AppRetention of(Construct scope) {
    IConstruct root = scope.getNode().getRoot();
    return root.getNode().tryFindChild(ID) instanceof AppRetention found
        ? found
        : new AppRetention((Construct) root);
  }

  /** Returns where another stack has declared the identity, or null if this is the first. */
  Place declare(String identity, Place place) {
    return placeByIdentity.putIfAbsent(identity, place);
  }
}
