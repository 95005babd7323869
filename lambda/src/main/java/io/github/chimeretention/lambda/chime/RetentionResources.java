package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpClient;

/** The resource types that the function serves. */
public final class RetentionResources {
  private RetentionResources() {}

  /** Returns the resource types, called by an HTTP client. */
  public static List<RetentionResource> calledBy(SdkHttpClient http) {
    return List.of(new ChimeAccountRetention(http), new ChimeAppInstanceRetention(http));
  }
}
