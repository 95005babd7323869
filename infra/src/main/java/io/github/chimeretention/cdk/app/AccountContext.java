package io.github.chimeretention.cdk.app;

import static io.github.chimeretention.cdk.ChimeRetentionSettings.MAX_RETENTION_DAYS;
import static io.github.chimeretention.cdk.ChimeRetentionSettings.MIN_RETENTION_DAYS;

import com.fasterxml.jackson.databind.JsonNode;
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

  static AccountContext of(ContextObject account) {
    account.allowOnly(
        "accountId", "roomRetentionDays", "conversationRetentionDays", "removalPolicy");
    return new AccountContext(
        accountId(account),
        days(account, "roomRetentionDays"),
        days(account, "conversationRetentionDays"),
        removalPolicy(account));
  }

  private static String accountId(ContextObject account) {
    JsonNode id = account.get("accountId");
    if (id.isTextual() && !id.textValue().isBlank()) {
      return id.textValue();
    }
    throw account.refusal("accountId", "the id of an Amazon Chime account, as a string");
  }

  /** A number, or the string of digits that the CLI's -c option makes of one. */
  private static Integer days(ContextObject account, String name) {
    if (!account.has(name)) {
      return null;
    }
    JsonNode value = account.get(name);
    if ((value.isInt() || value.isTextual()) && value.asText().matches("[1-9][0-9]{0,3}")) {
      int days = Integer.parseInt(value.asText());
      if (days >= MIN_RETENTION_DAYS && days <= MAX_RETENTION_DAYS) {
        return days;
      }
    }
    throw account.refusal(
        name, "a whole number from %d to %d".formatted(MIN_RETENTION_DAYS, MAX_RETENTION_DAYS));
  }

  private static RemovalPolicy removalPolicy(ContextObject account) {
    if (!account.has("removalPolicy")) {
      return RemovalPolicy.DESTROY;
    }
    return switch (account.get("removalPolicy").asText()) {
      case "destroy" -> RemovalPolicy.DESTROY;
      case "retain" -> RemovalPolicy.RETAIN;
      default -> throw account.refusal("removalPolicy", "\"destroy\" or \"retain\"");
    };
  }
}
