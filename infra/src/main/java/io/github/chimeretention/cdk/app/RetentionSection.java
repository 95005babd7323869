package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.ChimeAppInstanceRetentionSettings;
import io.github.chimeretention.cdk.ChimeRetentionSettings;
import io.github.chimeretention.cdk.IRetentionSettings;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.Construct;

/** A section of a stack in the context: the resources of one type by name. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are unmodifiable.
enum RetentionSection {
  ACCOUNTS(
      "accounts",
      "accountId",
      "the ID of an Amazon Chime account, as a string",
      List.of("roomRetentionDays", "conversationRetentionDays")) {
    @Override
    IRetentionSettings declare(Construct scope, String id, RetentionEntry entry) {
      return entry
          .applyTo(ChimeRetentionSettings.Builder.create(scope, id))
          .accountId(entry.identity())
          .roomRetention(entry.period("roomRetentionDays"))
          .conversationRetention(entry.period("conversationRetentionDays"))
          .build();
    }
  },
  APP_INSTANCES(
      "appInstances",
      "appInstanceArn",
      "the ARN of an app instance, as a string",
      List.of("channelRetentionDays")) {
    @Override
    IRetentionSettings declare(Construct scope, String id, RetentionEntry entry) {
      return entry
          .applyTo(ChimeAppInstanceRetentionSettings.Builder.create(scope, id))
          .appInstanceArn(entry.identity())
          .channelRetention(entry.period("channelRetentionDays"))
          .build();
    }
  };

  /** The names in the context. */
  static final List<String> NAMES = Stream.of(values()).map(section -> section.key).toList();

  final String key;
  final String identity;
  final String identityMustBe;
  final List<String> periods;

  RetentionSection(String key, String identity, String identityMustBe, List<String> periods) {
    this.key = key;
    this.identity = identity;
    this.identityMustBe = identityMustBe;
    this.periods = periods;
  }

  /**
   * Adds the resource of an entry to the stack.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  abstract IRetentionSettings declare(Construct scope, String id, RetentionEntry entry);
}
