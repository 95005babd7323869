package io.github.chimeretention.lambda.chime;

import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpClient;

/** The supported resource types. */
public final class RetentionResources {
  private RetentionResources() {}

  /** Returns the resource types, which call their services through this HTTP client. */
  public static List<RetentionResource> calledBy(SdkHttpClient http) {
    return List.of(new ChimeAccountRetention(http), new ChimeAppInstanceRetention(http));
  }
}
