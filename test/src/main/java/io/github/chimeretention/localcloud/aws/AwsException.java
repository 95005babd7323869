package io.github.chimeretention.localcloud.aws;

/** An error response, in whatever shape the service's protocol has for errors. */
public class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public AwsException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  public static AwsException notServed(String operation) {
    return new AwsException(
        400,
        "UnknownOperationException",
        "The local cloud does not serve the operation " + operation);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
