package io.github.chimeretention.plan.service;

import io.github.chimeretention.lambda.chime.ChimeAccountRetention;
import io.github.chimeretention.lambda.chime.ChimeAppInstanceRetention;
import io.github.chimeretention.lambda.chime.RetentionResources;
import io.github.chimeretention.lambda.invocation.PublicText;
import io.github.chimeretention.lambda.retention.EffectiveSettings;
import io.github.chimeretention.lambda.retention.RetentionResource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** Reads the settings of accounts and app instances, and lists them. */
public final class RetentionReader {
  /** The function's resource types, which don't make calls here. */
  public static final List<RetentionResource> RESOURCES = RetentionResources.calledBy(null);

  /** The names of the resource types. */
  public static final Set<String> TYPES =
      RESOURCES.stream().map(resource -> resource.type().name()).collect(Collectors.toSet());

  private RetentionReader() {}

  /** Reads an identity's settings; a failure is part of the result. */
  public static Reading read(Services services, String identity) {
    try {
      return new Reading(settings(services, identity), "");
    } catch (RuntimeException e) {
      return new Reading(null, problem(e));
    }
  }

  private static EffectiveSettings settings(Services services, String identity) {
    if (!identity.startsWith("arn:")) {
      return ChimeAccountRetention.effective(
          services.chime().getRetentionSettings(request -> request.accountId(identity)));
    }
    var response =
        services
            .identity(Region.of(identity.split(":", -1)[3]))
            .getAppInstanceRetentionSettings(request -> request.appInstanceArn(identity));
    return ChimeAppInstanceRetention.effective(
        response.appInstanceRetentionSettings(), response.initiateDeletionTimestamp());
  }

  /** Returns the reason why a call failed, in one line. */
  public static String problem(RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why = String.valueOf(cause.getMessage());
    String name = cause.getClass().getSimpleName();
    String line =
        (cause instanceof SdkException ? why : name + ": " + why).replaceAll("\\s+", " ").strip();
    return PublicText.shortened(line, 300);
  }
}
