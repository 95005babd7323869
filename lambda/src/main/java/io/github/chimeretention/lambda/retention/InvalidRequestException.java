package io.github.chimeretention.lambda.retention;

/** The event asks for something that can't be done; says what, what came and what is allowed. */
final class InvalidRequestException extends RetentionException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 200;

  InvalidRequestException(String message) {
    super(message, null);
  }

  static InvalidRequestException ofProperty(String property, Object value, String allowed) {
    return new InvalidRequestException(
        value == null
            ? property + " is missing; it must be " + allowed
            : property + " is " + quote(value) + "; it must be " + allowed);
  }

  static String quote(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_QUOTE
        ? '"' + text + '"'
        : '"' + text.substring(0, LONGEST_QUOTE) + "…\" (" + text.length() + " characters)";
  }
}
