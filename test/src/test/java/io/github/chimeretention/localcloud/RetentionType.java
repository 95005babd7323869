package io.github.chimeretention.localcloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.localcloud.chime.ChimeApi;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

/** A resource type with its construct and its service. */
public enum RetentionType {
  ACCOUNT(
      ChimeApi.CHIME,
      "%08x-1234-1234-1234-123456789012",
      "{'RetentionSettings':{'RoomRetentionSettings':{%s},'ConversationRetentionSettings':{}}}") {
    @Override
    Attributes declare(Stack stack, String id, String identity, int days, RemovalPolicy policy) {
      ChimeRetentionSettings settings =
          ChimeRetentionSettings.Builder.create(stack, id)
              .accountId(identity)
              .roomRetention(Duration.days(days))
              .removalPolicy(policy)
              .build();
      return new Attributes(
          settings.getRoomRetentionDaysAsString(), settings.getInitiateDeletionTimestamp());
    }
  },

  /** The identities' region differs from the stack's. */
  APP_INSTANCE(
      ChimeApi.CHIME_SDK_IDENTITY,
      "arn:aws:chime:eu-central-1:111122223333:app-instance/%08X-1234-1234-1234-123456789012",
      "{'AppInstanceRetentionSettings':{'ChannelRetentionSettings':{%s}}}") {
    @Override
    Attributes declare(Stack stack, String id, String identity, int days, RemovalPolicy policy) {
      ChimeAppInstanceRetentionSettings settings =
          ChimeAppInstanceRetentionSettings.Builder.create(stack, id)
              .appInstanceArn(identity)
              .channelRetention(Duration.days(days))
              .removalPolicy(policy)
              .build();
      return new Attributes(
          settings.getChannelRetentionDaysAsString(), settings.getInitiateDeletionTimestamp());
    }
  };

  private final ChimeApi api;
  private final String identities;
  private final String settings;

  RetentionType(ChimeApi api, String identities, String settings) {
    this.api = api;
    this.identities = identities;
    this.settings = settings;
  }

  /** The attributes of a declared resource, as tokens. */
  record Attributes(String days, String deletedFrom) {}

  abstract Attributes declare(
      Stack stack, String id, String identity, int days, RemovalPolicy policy);

  public ChimeApi api() {
    return api;
  }

  public String resourceType() {
    return "Custom::Chime" + api.member();
  }

  /** The tests' identities, numbered from 1. */
  public String identity(int number) {
    return identities.formatted(number);
  }

  /** The service's name of the declared period. */
  public String setting() {
    return api.settings().get(0);
  }

  /** The service's settings with only the declared period on, with these days. */
  public Map<String, Integer> of(int days) {
    return Map.of(setting(), days);
  }

  /** The body of a put, with single quotes and these members in the declared period. */
  public String settings(String days) {
    return settings.formatted(days);
  }

  /** The resource's properties. */
  public ObjectNode properties(String identity, int days) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(api.property(), identity)
        .put(setting().replace("Settings", "Days"), days);
  }
}
