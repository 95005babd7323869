package io.github.chimeretention.localcloud.chime;

/** A request that an API refuses. */
final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ServiceError error;

  ServiceException(ServiceError error, String message) {
    super(message);
    this.error = error;
  }

  ServiceError error() {
    return error;
  }
}
