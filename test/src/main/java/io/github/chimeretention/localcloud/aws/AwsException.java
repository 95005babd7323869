package io.github.chimeretention.localcloud.aws;

/** An error response, which the service's protocol formats. */
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public AwsException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The error for a request, a template or a resource that can't be processed. */
  public static AwsException validation(String message) {
    return new AwsException(400, "ValidationError", message);
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
