package io.github.chimeretention.cdk.app;

import io.github.chimeretention.cdk.ChimeRetentionSettings;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/**
 * The settings of one account as the context declares them.
 *
 * @param roomRetentionDays null if the period is off
 * @param conversationRetentionDays null if the period is off
 * @param reapply null if there is none
 */
record AccountContext(
    String accountId,
    Integer roomRetentionDays,
    Integer conversationRetentionDays,
    RemovalPolicy removalPolicy,
    String reapply,
    boolean overwriteExisting)
    implements RetentionEntry {
  private static final String ACCOUNT_ID = "accountId";
  private static final String ROOM = "roomRetentionDays";
  private static final String CONVERSATION = "conversationRetentionDays";

  static AccountContext of(ContextObject account) {
    account.allowOnly(
        List.of(ACCOUNT_ID, ROOM, CONVERSATION, REMOVAL_POLICY, REAPPLY, OVERWRITE_EXISTING));
    return new AccountContext(
        account.required(ACCOUNT_ID, "the ID of an Amazon Chime account, as a string"),
        account.number(ROOM, MIN_DAYS, MAX_DAYS),
        account.number(CONVERSATION, MIN_DAYS, MAX_DAYS),
        account.removalPolicy(),
        RetentionEntry.reapply(account),
        account.flag(OVERWRITE_EXISTING));
  }

  @Override
  public String identity() {
    return accountId.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public void declare(Construct scope, String id) {
    ChimeRetentionSettings.Builder.create(scope, id)
        .accountId(accountId)
        .roomRetention(RetentionEntry.days(roomRetentionDays))
        .conversationRetention(RetentionEntry.days(conversationRetentionDays))
        .removalPolicy(removalPolicy)
        .reapply(reapply)
        .overwriteExisting(overwriteExisting)
        .build();
  }
}
