package io.github.chimeretention.localcloud;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.localcloud.chime.ChimeApi;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** A resource type with its construct and its service. */
enum RetentionType {
  ACCOUNT {
    @Override
    String resourceType() {
      return "Custom::ChimeRetentionSettings";
    }

    @Override
    String identity(int which) {
      return "%08x-1234-1234-1234-123456789012".formatted(which);
    }

    @Override
    String setting() {
      return "RoomRetentionSettings";
    }

    @Override
    String settings(String days) {
      return "{'RetentionSettings':{'RoomRetentionSettings':{%s},'ConversationRetentionSettings':{}}}"
          .formatted(days);
    }

    @Override
    String unknownError() {
      return "NotFound";
    }

    @Override
    int putStatus() {
      return 204;
    }

    @Override
    ChimeApi api() {
      return ChimeApi.CHIME;
    }

    @Override
    Declared declare(Stack stack, String id, String identity, int days, RemovalPolicy policy) {
      ChimeRetentionSettings settings =
          ChimeRetentionSettings.Builder.create(stack, id)
              .accountId(identity)
              .roomRetention(Duration.days(days))
              .removalPolicy(policy)
              .build();
      return new Declared(
          settings,
          settings.getRoomRetentionDaysAsString(),
          settings.getInitiateDeletionTimestamp());
    }
  },

  APP_INSTANCE {
    @Override
    String resourceType() {
      return "Custom::ChimeAppInstanceRetentionSettings";
    }

    /** Its region differs from the stack's. */
    @Override
    String identity(int which) {
      return "arn:aws:chime:eu-central-1:111122223333:app-instance/"
          + ACCOUNT.identity(which).toUpperCase(Locale.ROOT);
    }

    @Override
    String setting() {
      return "ChannelRetentionSettings";
    }

    @Override
    String settings(String days) {
      return "{'AppInstanceRetentionSettings':{'ChannelRetentionSettings':{%s}}}".formatted(days);
    }

    @Override
    String unknownError() {
      return "Forbidden";
    }

    @Override
    int putStatus() {
      return 200;
    }

    @Override
    ChimeApi api() {
      return ChimeApi.CHIME_SDK_IDENTITY;
    }

    @Override
    Declared declare(Stack stack, String id, String identity, int days, RemovalPolicy policy) {
      ChimeAppInstanceRetentionSettings settings =
          ChimeAppInstanceRetentionSettings.Builder.create(stack, id)
              .appInstanceArn(identity)
              .channelRetention(Duration.days(days))
              .removalPolicy(policy)
              .build();
      return new Declared(
          settings,
          settings.getChannelRetentionDaysAsString(),
          settings.getInitiateDeletionTimestamp());
    }
  };

  /** A declared resource, and its attributes as tokens. */
  record Declared(Construct construct, String days, String deletedFrom) {}

  abstract String resourceType();

  /** The tests' identities, numbered from 1. */
  abstract String identity(int which);

  /** The service's name of the declared period. */
  abstract String setting();

  /** The body of a put, with single quotes and these members in the declared period. */
  abstract String settings(String days);

  /** The service's error code for an unknown identity. */
  abstract String unknownError();

  /** The status of the response to a put. */
  abstract int putStatus();

  abstract ChimeApi api();

  abstract Declared declare(
      Stack stack, String id, String identity, int days, RemovalPolicy policy);

  /** The service's settings with only the declared period on, with these days. */
  final Map<String, Integer> of(int days) {
    return Map.of(setting(), days);
  }
}
