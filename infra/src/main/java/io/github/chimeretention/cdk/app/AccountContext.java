package io.github.chimeretention.cdk.app;

import static io.github.chimeretention.cdk.ChimeRetentionSettings.ACCOUNT_ID_PATTERN;

import java.util.Locale;
import software.amazon.awscdk.RemovalPolicy;

/**
 * The settings of one account as the context declares them.
 *
 * @param roomRetentionDays null if the period is off
 * @param conversationRetentionDays null if the period is off
 */
record AccountContext(
    String accountId,
    Integer roomRetentionDays,
    Integer conversationRetentionDays,
    RemovalPolicy removalPolicy) {
  static final String ACCOUNT_ID = "accountId";

  static AccountContext of(ContextObject account) {
    account.allowOnly(
        ACCOUNT_ID, "roomRetentionDays", "conversationRetentionDays", "removalPolicy");
    return new AccountContext(
        account.text(
            ACCOUNT_ID,
            "\\s*" + ACCOUNT_ID_PATTERN + "\\s*",
            "the id of an Amazon Chime account, without spaces inside, as a string"),
        account.days("roomRetentionDays"),
        account.days("conversationRetentionDays"),
        account.removalPolicy());
  }

  /** The account id in the form in which two spellings of it are equal. */
  String identity() {
    return accountId.strip().toLowerCase(Locale.ROOT);
  }
}
