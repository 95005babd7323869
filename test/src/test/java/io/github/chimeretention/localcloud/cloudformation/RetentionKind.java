package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A resource type, with its names in CloudFormation's events and in the service's API. */
enum RetentionKind {
  ACCOUNT(
      "Custom::ChimeRetentionSettings",
      "AccountId",
      "RoomRetentionDays",
      "RoomRetentionSettings",
      "RetentionSettings",
      "\"1970-01-01T00:00:00Z",
      "account-%d"),
  APP_INSTANCE(
      "Custom::ChimeAppInstanceRetentionSettings",
      "AppInstanceArn",
      "ChannelRetentionDays",
      "ChannelRetentionSettings",
      "AppInstanceRetentionSettings",
      "1",
      "arn:aws:chime:eu-central-1:111122223333:app-instance/%d");

  final String resourceType;
  final String setting;

  /** The part of the operations' names after the verb. */
  final String noun;

  /** The start of a timestamp in the API's format. */
  final String timestamp;

  private final String identityProperty;
  private final String daysProperty;
  private final String identity;

  RetentionKind(
      String resourceType,
      String identityProperty,
      String daysProperty,
      String setting,
      String noun,
      String timestamp,
      String identity) {
    this.resourceType = resourceType;
    this.identityProperty = identityProperty;
    this.daysProperty = daysProperty;
    this.setting = setting;
    this.noun = noun;
    this.timestamp = timestamp;
    this.identity = identity;
  }

  String identity(int number) {
    return identity.formatted(number);
  }

  ObjectNode properties(String id, int days) {
    return JsonNodeFactory.instance.objectNode().put(identityProperty, id).put(daysProperty, days);
  }
}
