package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The permissions of a function for the resources of one type. */
enum RetentionPermission {
  // The actions have no resource type, so IAM takes no narrower resource:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html
  ACCOUNT("AccountRetention", "Amazon Chime accounts", "RetentionSettings") {
    @Override
    String resource(String identity) {
      return "*";
    }

    @Override
    Object match(String identity) {
      // CloudTrail writes the ID as it was sent, and upper and lower case are the same.
      return Map.of("equals-ignore-case", identity);
    }

    @Override
    String region(Identity identity) {
      return "us-east-1";
    }
  },
  APP_INSTANCE("AppInstanceRetention", "the app instances listed", "AppInstanceRetentionSettings") {
    @Override
    String resource(String identity) {
      return identity;
    }

    @Override
    Object match(String identity) {
      return identity;
    }

    @Override
    String region(Identity identity) {
      return identity.isToken() ? null : AppInstanceArn.regionOf(identity.value());
    }
  };

  private final String policyName;
  private final String of;
  private final String settings;

  RetentionPermission(String policyName, String of, String settings) {
    this.policyName = policyName;
    this.of = of;
    this.settings = settings;
  }

  /** The IAM resource that the actions are allowed on. */
  abstract String resource(String identity);

  /** The pattern by which Amazon EventBridge matches the identity in an event of AWS CloudTrail. */
  abstract Object match(String identity);

  /** The region that the service is called in, or null if that is known at deployment only. */
  abstract String region(Identity identity);

  /** The prefix of the policy's name, and the statement's ID. */
  String policyName(Access access) {
    return access == Access.READ ? policyName + "Read" : policyName;
  }

  List<String> actions(Access access) {
    String get = "chime:Get" + settings;
    return access == Access.READ ? List.of(get) : List.of(get, "chime:" + putName());
  }

  /** The operation that writes the settings, by its name in the API. */
  String putName() {
    return "Put" + settings;
  }

  /** The policy's description, for reviewers. */
  String description(Access access) {
    return access == Access.READ
        ? "Lets the function that checks retention settings for drift read those of %s"
            .formatted(of)
        : "Lets the function behind AWS CloudFormation's custom resources write the retention settings of %s, and read them back"
            .formatted(of);
  }

  /**
   * The policy's document, with its members in a fixed order, so that the text is always the same.
   */
  Map<String, Object> document(Access access, List<String> resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", policyName(access));
    statement.put("Effect", "Allow");
    statement.put("Action", actions(access));
    statement.put("Resource", resources.size() == 1 ? resources.get(0) : resources);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", List.of(statement));
    return document;
  }
}
