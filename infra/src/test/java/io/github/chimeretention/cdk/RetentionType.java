package io.github.chimeretention.cdk;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
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
    Construct build(Declaration declared) {
      ChimeRetentionSettings.Builder builder =
          ChimeRetentionSettings.Builder.create(declared.scope, declared.id)
              .accountId(declared.identity)
              .removalPolicy(declared.removalPolicy)
              .reapply(declared.reapply)
              .overwriteExisting(declared.overwriteExisting)
              .provider(declared.provider);
      declared.period("roomRetention", builder::roomRetention);
      declared.period("conversationRetention", builder::conversationRetention);
      return builder.build();
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
    Construct build(Declaration declared) {
      ChimeAppInstanceRetentionSettings.Builder builder =
          ChimeAppInstanceRetentionSettings.Builder.create(declared.scope, declared.id)
              .appInstanceArn(declared.identity)
              .removalPolicy(declared.removalPolicy)
              .reapply(declared.reapply)
              .overwriteExisting(declared.overwriteExisting)
              .provider(declared.provider);
      declared.period("channelRetention", builder::channelRetention);
      return builder.build();
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

  abstract Construct build(Declaration declared);

  /** The attributes' tokens by name. */
  abstract Map<String, String> attributes(Construct built);

  /** A valid declaration of the identity with number 1, with all periods set to 30 days. */
  Declaration settings(Construct scope, String id) {
    return new Declaration(this, scope, id);
  }

  /** A declaration under construction. */
  static final class Declaration {
    private final RetentionType type;
    private final Construct scope;
    private final String id;
    private String identity;
    private Function<String, Duration> period = option -> Duration.days(30);
    private RemovalPolicy removalPolicy = RemovalPolicy.DESTROY;
    private String reapply;
    private Boolean overwriteExisting;
    private IRetentionProvider provider;

    private Declaration(RetentionType type, Construct scope, String id) {
      this.type = type;
      this.scope = scope;
      this.id = id;
      identity = type.identity(1);
    }

    Declaration identity(String identity) {
      this.identity = identity;
      return this;
    }

    Declaration number(int number) {
      return identity(type.identity(number));
    }

    /** Sets each period by the name of its option; null means off. */
    Declaration periods(Function<String, Duration> period) {
      this.period = period;
      return this;
    }

    Declaration removalPolicy(RemovalPolicy removalPolicy) {
      this.removalPolicy = removalPolicy;
      return this;
    }

    Declaration reapply(String reapply) {
      this.reapply = reapply;
      return this;
    }

    Declaration overwriteExisting(Boolean overwriteExisting) {
      this.overwriteExisting = overwriteExisting;
      return this;
    }

    private void period(String option, Consumer<Duration> builder) {
      builder.accept(period.apply(option));
    }

    Declaration provider(IRetentionProvider provider) {
      this.provider = provider;
      return this;
    }

    Construct build() {
      return type.build(this);
    }
  }
}
