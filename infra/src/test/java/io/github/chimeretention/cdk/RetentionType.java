package io.github.chimeretention.cdk;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/** The resource types with a common interface, so that one test can cover all of them. */
@SuppressWarnings("ImmutableEnumChecker") // The collections are unmodifiable.
enum RetentionType {
  ACCOUNT(
      "Custom::ChimeRetentionSettings",
      "AccountId",
      "accountId",
      Map.of(
          "roomRetention", "RoomRetentionDays",
          "conversationRetention", "ConversationRetentionDays"),
      List.of("chime:GetRetentionSettings", "chime:PutRetentionSettings"),
      "AccountRetention") {
    @Override
    String identity(int number) {
      return "12345678-ABCD-1234-abcd-%012d".formatted(number);
    }

    @Override
    Object resource(int number) {
      return "*";
    }

    @Override
    Declaration declaration(Construct scope, String id) {
      var builder = ChimeRetentionSettings.Builder.create(scope, id);
      Map<String, Consumer<Duration>> periods =
          Map.of(
              "roomRetention", builder::roomRetention,
              "conversationRetention", builder::conversationRetention);
      return new Declaration(this, builder, builder::accountId, periods, builder::build);
    }

    @Override
    Map<String, String> attributes(Construct built) {
      ChimeRetentionSettings retention = (ChimeRetentionSettings) built;
      return Map.of(
          "RoomRetentionDays", retention.getRoomRetentionDaysAsString(),
          "ConversationRetentionDays", retention.getConversationRetentionDaysAsString(),
          "InitiateDeletionTimestamp", retention.getInitiateDeletionTimestamp(),
          "Effect", retention.getEffect());
    }
  },

  APP_INSTANCE(
      "Custom::ChimeAppInstanceRetentionSettings",
      "AppInstanceArn",
      "appInstanceArn",
      Map.of("channelRetention", "ChannelRetentionDays"),
      List.of("chime:GetAppInstanceRetentionSettings", "chime:PutAppInstanceRetentionSettings"),
      "AppInstanceRetention") {
    @Override
    String identity(int number) {
      return "arn:aws:chime:us-east-1:111122223333:app-instance/12345678-abcd-1234-abcd-%012d"
          .formatted(number);
    }

    @Override
    Object resource(int number) {
      return identity(number);
    }

    @Override
    Declaration declaration(Construct scope, String id) {
      var builder = ChimeAppInstanceRetentionSettings.Builder.create(scope, id);
      Map<String, Consumer<Duration>> periods =
          Map.of("channelRetention", builder::channelRetention);
      return new Declaration(this, builder, builder::appInstanceArn, periods, builder::build);
    }

    @Override
    Map<String, String> attributes(Construct built) {
      ChimeAppInstanceRetentionSettings retention = (ChimeAppInstanceRetentionSettings) built;
      return Map.of(
          "ChannelRetentionDays", retention.getChannelRetentionDaysAsString(),
          "InitiateDeletionTimestamp", retention.getInitiateDeletionTimestamp(),
          "Effect", retention.getEffect());
    }
  };

  final String type;
  final String identityProperty;
  final String identityOption;

  /** The resource's properties for periods, by the builder's options. */
  final Map<String, String> periods;

  final List<String> actions;

  /** The prefix of the logical ID of its policy. */
  final String policyName;

  RetentionType(
      String type,
      String identityProperty,
      String identityOption,
      Map<String, String> periods,
      List<String> actions,
      String policyName) {
    this.type = type;
    this.identityProperty = identityProperty;
    this.identityOption = identityOption;
    this.periods = periods;
    this.actions = actions;
    this.policyName = policyName;
  }

  abstract String identity(int number);

  /** The IAM resource for the identity with the given number. */
  abstract Object resource(int number);

  abstract Declaration declaration(Construct scope, String id);

  /** The attributes' tokens by name. */
  abstract Map<String, String> attributes(Construct built);

  /** A valid declaration of the identity with number 1, with all periods set to 30 days. */
  Declaration settings(Construct scope, String id) {
    return declaration(scope, id).number(1).periods(option -> Duration.days(30));
  }

  /** Declares this many identities, with numbers from 0. */
  void declare(Construct scope, int count) {
    for (int i = 0; i < count; i++) {
      settings(scope, "Retention" + i).number(i).build();
    }
  }

  /** Declares one resource of each type. */
  static void declareEach(Construct scope) {
    for (RetentionType type : values()) {
      type.settings(scope, type.name()).build();
    }
  }

  /** A construct's builder; its options for periods are by name. */
  record Declaration(
      RetentionType type,
      RetentionSettingsProps.Options<?> options,
      Consumer<String> identity,
      Map<String, Consumer<Duration>> periods,
      Supplier<Construct> construct) {
    Declaration identity(String value) {
      identity.accept(value);
      return this;
    }

    Declaration number(int number) {
      return identity(type.identity(number));
    }

    /** Sets each period by the name of its option; null means off. */
    Declaration periods(Function<String, Duration> period) {
      periods.forEach((option, builder) -> builder.accept(period.apply(option)));
      return this;
    }

    Declaration removalPolicy(RemovalPolicy removalPolicy) {
      options.removalPolicy(removalPolicy);
      return this;
    }

    Declaration reapply(String reapply) {
      options.reapply(reapply);
      return this;
    }

    Declaration overwriteExisting(Boolean overwriteExisting) {
      options.overwriteExisting(overwriteExisting);
      return this;
    }

    Declaration provider(IRetentionProvider provider) {
      options.provider(provider);
      return this;
    }

    Construct build() {
      return construct.get();
    }
  }
}
