package io.github.chimeretention.cdk;

import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/**
 * The retention settings of an Amazon Chime account: for how many days the messages of its chat
 * rooms and of its conversations are kept.
 *
 * <pre>{@code
 * ChimeRetentionSettings.Builder.create(this, "Retention")
 *     .accountId("12345678-1234-1234-1234-123456789012")
 *     .roomRetention(Duration.days(365))
 *     .conversationRetention(Duration.days(90))
 *     .build();
 * }</pre>
 *
 * <p>Shortening a period is the destructive direction: within a day, messages older than the new
 * period are hidden; for 30 days they come back if the period is lengthened or turned off, then
 * they are deleted for good (<a
 * href="https://docs.aws.amazon.com/chime/latest/ag/restore-delete-chat-data.html">restoring chat
 * messages</a>). Conversations with people outside the account are kept for 90 days, whatever is
 * declared here (<a
 * href="https://docs.aws.amazon.com/chime/latest/ag/retention-policy-users.html">how retention
 * policies affect users</a>).
 *
 * <p>The resource sets both periods: one that is not declared is turned off, so that its messages
 * are kept. The calls are <a
 * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_PutRetentionSettings.html">
 * PutRetentionSettings</a> and GetRetentionSettings, sent to us-east-1 whatever the stack's region.
 */
public final class ChimeRetentionSettings extends Construct {
  /** The shortest period, in days, that the service takes. */
  public static final int MIN_RETENTION_DAYS = RetentionPeriod.MIN;

  /** The longest period, in days, that the service takes: 15 years. */
  public static final int MAX_RETENTION_DAYS = RetentionPeriod.MAX;

  /**
   * The form of an account's id as a regular expression, which also serves as the allowed pattern
   * of a stack's parameter.
   */
  public static final String ACCOUNT_ID_PATTERN = "[!-~]{1,256}";

  private static final List<String> ACTIONS =
      List.of("chime:GetRetentionSettings", "chime:PutRetentionSettings");

  private final CfnResource resource;

  private ChimeRetentionSettings(Builder declared) {
    super(declared.scope, declared.id);
    String accountId = accountId(declared.accountId);
    // The actions have no resource type, so IAM takes no narrower resource:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html
    resource =
        new RetentionDeclaration(this, declared.scope, "Custom::ChimeRetentionSettings")
            .identity("AccountId", "accountId", accountId, accountId.toLowerCase(Locale.ROOT))
            .period("RoomRetentionDays", "roomRetention", declared.roomRetention)
            .period(
                "ConversationRetentionDays",
                "conversationRetention",
                declared.conversationRetention)
            .declare(declared.provider, ACTIONS, "*", declared.removalPolicy);
  }

  private String accountId(String declared) {
    if (declared == null || declared.isBlank()) {
      throw new IllegalArgumentException(
          "%s: accountId is %s; allowed is the id of an Amazon Chime account, or a token"
              .formatted(getNode().getPath(), declared == null ? "missing" : "blank"));
    }
    String accountId = declared.strip();
    if (!StringToken.isIn(accountId) && !accountId.matches(ACCOUNT_ID_PATTERN)) {
      throw new IllegalArgumentException(
          "%s: accountId is %s; allowed are 1 to 256 printable ASCII characters without spaces, or a token"
              .formatted(getNode().getPath(), accountId.replaceAll("\\R", " ")));
    }
    return accountId;
  }

  /**
   * For how many days the service keeps the messages of chat rooms, as it reported after the last
   * create or update: a token for a string of digits, empty if the period is off.
   */
  public String getRoomRetentionDays() {
    return Token.asString(resource.getAtt("RoomRetentionDays"));
  }

  /**
   * For how many days the service keeps the messages of conversations, as it reported after the
   * last create or update: a token for a string of digits, empty if the period is off.
   */
  public String getConversationRetentionDays() {
    return Token.asString(resource.getAtt("ConversationRetentionDays"));
  }

  /**
   * When the messages hidden by the settings are deleted for good: a token for a time in ISO 8601,
   * empty if the service reports none. The field is described at <a
   * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_GetRetentionSettings.html">
   * GetRetentionSettings</a>.
   */
  public String getInitiateDeletionTimestamp() {
    return Token.asString(resource.getAtt("InitiateDeletionTimestamp"));
  }

  /** Declares the retention settings of one account. */
  public static final class Builder {
    private final Construct scope;
    private final String id;
    private String accountId;
    private Duration roomRetention;
    private Duration conversationRetention;
    private RemovalPolicy removalPolicy = RemovalPolicy.DESTROY;
    private RetentionProvider provider;

    private Builder(Construct scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    /** Starts a declaration with the given place in the construct tree. */
    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    /**
     * The account's id; required. A literal must not be blank, is trimmed, and may stand once in a
     * stack, whatever its case. A change replaces the resource: the new account gets the settings,
     * then the old one's are removed as the removal policy says.
     */
    public Builder accountId(String accountId) {
      this.accountId = accountId;
      return this;
    }

    /**
     * For how long the messages of chat rooms are kept: whole days, {@value #MIN_RETENTION_DAYS} to
     * {@value #MAX_RETENTION_DAYS} (see <a
     * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_RoomRetentionSettings.html">
     * RoomRetentionSettings</a>); a token must be given in days. Default: off, messages are kept.
     */
    public Builder roomRetention(Duration roomRetention) {
      this.roomRetention = roomRetention;
      return this;
    }

    /**
     * For how long the messages of conversations are kept: whole days, {@value #MIN_RETENTION_DAYS}
     * to {@value #MAX_RETENTION_DAYS} (see <a
     * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_ConversationRetentionSettings.html">
     * ConversationRetentionSettings</a>); a token must be given in days. Default: off, messages are
     * kept.
     */
    public Builder conversationRetention(Duration conversationRetention) {
      this.conversationRetention = conversationRetention;
      return this;
    }

    /**
     * What happens to the settings when the resource is deleted or replaced: {@code DESTROY} turns
     * both periods off, {@code RETAIN} leaves them, {@code RETAIN_ON_UPDATE_OR_DELETE} leaves them
     * but for a stack creation that is rolled back. Default: {@code DESTROY}.
     */
    public Builder removalPolicy(RemovalPolicy removalPolicy) {
      this.removalPolicy = removalPolicy;
      return this;
    }

    /** The function that applies the settings. Default: the stack's shared one. */
    public Builder provider(RetentionProvider provider) {
      this.provider = provider;
      return this;
    }

    /**
     * Adds the resource to the stack.
     *
     * @throws IllegalArgumentException if a property has a value that is not allowed, if the stack
     *     has declared the account already, or if its region is in a partition without Amazon Chime
     */
    public ChimeRetentionSettings build() {
      return new ChimeRetentionSettings(this);
    }
  }
}
