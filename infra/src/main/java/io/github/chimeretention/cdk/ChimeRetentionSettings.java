package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.permission.Identity;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission;
import io.github.chimeretention.cdk.internal.resource.PutEvents;
import io.github.chimeretention.cdk.internal.resource.RetentionDeclaration;
import io.github.chimeretention.cdk.internal.resource.RetentionResource;
import io.github.chimeretention.cdk.internal.resource.StackRetention;
import java.util.Locale;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
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
 * <p>Shortening a period is destructive: within a day, messages older than the new period are
 * hidden. They come back if the period is lengthened or turned off within 30 days; after that they
 * are deleted permanently (<a
 * href="https://docs.aws.amazon.com/chime/latest/ag/restore-delete-chat-data.html">restoring chat
 * messages</a>). Conversations with people outside the account are always kept for 90 days (<a
 * href="https://docs.aws.amazon.com/chime/latest/ag/retention-policy-users.html">how retention
 * policies affect users</a>).
 *
 * <p>The resource sets both periods: a period that is not declared is turned off, and its messages
 * are kept. The function calls <a
 * href="https://docs.aws.amazon.com/chime/latest/APIReference/API_PutRetentionSettings.html">
 * PutRetentionSettings</a> and GetRetentionSettings in us-east-1, regardless of the stack's region.
 */
public final class ChimeRetentionSettings extends Resource implements IRetentionSettings {
  /** Excludes the 12 digits of an AWS account ID. */
  static final String ACCOUNT_ID_PATTERN = "(?![.]{1,2}$|[0-9]{12}$)[!-~]{1,256}";

  private static final String FORM = "the ID of an Amazon Chime account";

  private static final String TYPE = "Custom::ChimeRetentionSettings";

  private static final RetentionPermission PERMISSION =
      new RetentionPermission(
          "AccountRetention",
          "Amazon Chime accounts",
          "GetRetentionSettings",
          "PutRetentionSettings",
          false);

  private final RetentionResource resource;

  /**
   * Adds the resource to the stack.
   *
   * @throws IllegalArgumentException if a property has an invalid value, if the account is already
   *     declared in the stack, or if the stack's region is in a partition without Amazon Chime
   */
  public ChimeRetentionSettings(Construct scope, String id, ChimeRetentionSettingsProps props) {
    this(declare(new Place(scope, id), props));
  }

  private ChimeRetentionSettings(StackRetention.Declared declared) {
    super(declared.place().scope(), declared.place().id());
    resource = declared.resource(this);
  }

  private static StackRetention.Declared declare(Place place, ChimeRetentionSettingsProps props) {
    String accountId = accountId(place, props.getAccountId());
    Identity identity =
        new Identity(
            "AccountId", "accountId", accountId, accountId.toLowerCase(Locale.ROOT), PERMISSION);
    StackRetention stack = StackRetention.of(place);
    RetentionDeclaration declaration =
        props
            .declaration(stack, place, TYPE, identity)
            .period("RoomRetentionDays", "roomRetention", props.getRoomRetention())
            .period(
                "ConversationRetentionDays",
                "conversationRetention",
                props.getConversationRetention());
    return stack.declare(declaration);
  }

  private static String accountId(Place place, String declared) {
    String accountId = place.required("accountId", declared, FORM);
    String found =
        accountId.matches("[0-9]{12}")
            ? accountId + ", which is the ID of an AWS account"
            : accountId.replaceAll("\\R", " ");
    if (!StringToken.isIn(accountId) && !accountId.matches(ACCOUNT_ID_PATTERN)) {
      throw place.mistake("accountId is %s; it must be %s, or a token".formatted(found, FORM));
    }
    return accountId;
  }

  /** Returns the ID of the Amazon Chime account. */
  public String getAccountId() {
    return resource.declaration().identity().value();
  }

  /**
   * Returns the number of days for which the service keeps chat room messages, as it reported after
   * the last create or update: a token for a string of digits, empty if the period is off.
   */
  public String getRoomRetentionDaysAsString() {
    return resource.attribute("RoomRetentionDays");
  }

  /**
   * Returns the number of days for which the service keeps conversation messages, as it reported
   * after the last create or update: a token for a string of digits, empty if the period is off.
   */
  public String getConversationRetentionDaysAsString() {
    return resource.attribute("ConversationRetentionDays");
  }

  /**
   * Replaces the declared removal policy.
   *
   * @throws IllegalArgumentException if the policy is SNAPSHOT
   */
  @Override
  public void applyRemovalPolicy(RemovalPolicy policy) {
    super.applyRemovalPolicy(
        RetentionDeclaration.requireNoSnapshot(policy, resource.declaration().place()));
  }

  @Override
  public String getInitiateDeletionTimestamp() {
    return resource.attribute("InitiateDeletionTimestamp");
  }

  @Override
  public String getEffect() {
    return resource.attribute("Effect");
  }

  @Override
  public Rule onCloudTrailPut(String id, OnEventOptions options) {
    return new PutEvents(resource.declaration().identity()).rule(this, id, options);
  }

  /** Declares the retention settings of one account. */
  public static final class Builder extends ChimeRetentionSettingsProps.Options<Builder> {
    private final Place place;

    private Builder(Place place) {
      this.place = place;
    }

    /** Returns a builder for a construct with the given scope and ID. */
    public static Builder create(Construct scope, String id) {
      return new Builder(new Place(scope, id));
    }

    /**
     * Adds the resource to the stack.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public ChimeRetentionSettings build() {
      return new ChimeRetentionSettings(declare(place, new ChimeRetentionSettingsProps(this)));
    }
  }
}
