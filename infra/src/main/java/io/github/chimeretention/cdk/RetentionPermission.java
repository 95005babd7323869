package io.github.chimeretention.cdk;

import java.util.List;

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
}
