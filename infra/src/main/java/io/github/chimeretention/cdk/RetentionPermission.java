package io.github.chimeretention.cdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the function may call for the resources of one type. */
enum RetentionPermission {
  // The actions have no resource type, so IAM takes no narrower resource:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html
  ACCOUNT("AccountRetention", "Amazon Chime accounts", "RetentionSettings") {
    @Override
    String resource(String identity) {
      return "*";
    }
  },
  APP_INSTANCE("AppInstanceRetention", "the app instances listed", "AppInstanceRetentionSettings") {
    @Override
    String resource(String identity) {
      return identity;
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

  /** What the actions are allowed on. */
  abstract String resource(String identity);

  /** What the name of the policy begins with, and the statement's ID. */
  String policyName() {
    return policyName;
  }

  List<String> actions() {
    return List.of("chime:Get" + settings, "chime:Put" + settings);
  }

  /** What the policy tells those who review it. */
  String description() {
    return "Lets the function behind AWS CloudFormation's custom resources write the retention settings of %s, and read them back"
        .formatted(of);
  }

  /** The policy's document; its members stand in one order, so that it is always the same text. */
  Map<String, Object> document(List<String> resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", policyName);
    statement.put("Effect", "Allow");
    statement.put("Action", actions());
    statement.put("Resource", resources.size() == 1 ? resources.get(0) : resources);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", List.of(statement));
    return document;
  }
}
