package io.github.chimeretention.lambda.retention;

/**
 * A retention period in days.
 *
 * @param value 1 to 5475 days, which is 15 years (<i>Amazon Chime API Reference,
 *     RoomRetentionSettings and ConversationRetentionSettings</i>)
 */
public record RetentionDays(int value) {
  private static final int MIN = 1;
  private static final int MAX = 5475;
  private static final String ALLOWED = "a whole number of days from " + MIN + " to " + MAX;

  public RetentionDays {
    if (value < MIN || value > MAX) {
      throw new IllegalArgumentException("RetentionDays is " + value + "; it must be " + ALLOWED);
    }
  }

  /**
   * Reads a property's value. CloudFormation passes numbers as strings; nothing but the plain
   * digits of the number is taken.
   *
   * @throws InvalidRequestException if it is anything else
   */
  static RetentionDays parse(String property, Object value) {
    String text = String.valueOf(value);
    if (isDigits(text)) {
      int days = Integer.parseInt(text);
      if (days >= MIN && days <= MAX) {
        return new RetentionDays(days);
      }
    }
    throw InvalidRequestException.ofProperty(property, value, ALLOWED);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() >= 1 && text.length() <= 4 && text.charAt(0) != '0';
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
