package io.github.chimeretention.cdk;

import static java.util.Objects.requireNonNullElse;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.StringToken;
import io.github.chimeretention.cdk.internal.function.ApplyingFunction;
import io.github.chimeretention.cdk.internal.function.FunctionDeclaration;
import io.github.chimeretention.cdk.internal.function.Handler;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission;
import io.github.chimeretention.cdk.internal.permission.RetentionPermission.Access;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/** A function that another app has deployed, and whose role that app maintains. */
final class ImportedProvider extends Construct implements IRetentionProvider {
  private static final String ARN =
      "arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}";

  private final ApplyingFunction function;

  private ImportedProvider(Place place, RetentionProviderAttributes attributes, int timeout) {
    super(place.scope(), place.id());
    Set<RetentionPermission> reported = new HashSet<>();
    String arn = attributes.getFunctionArn();
    ArnComponents parts = Arn.split(arn, ArnFormat.COLON_RESOURCE_NAME);
    function =
        new ApplyingFunction(
            parts.getAccount(),
            parts.getRegion(),
            arn,
            ApplyingFunction.serviceTimeout(timeout),
            attributes.getRoleArn(),
            identity -> {
              // The role is not in this app.
              if (reported.add(identity.permission())) {
                Annotations.of(this).addInfo(identity.permission().requirement(Access.READ_WRITE));
              }
              return null;
            });
  }

  /**
   * Imports a function.
   *
   * @throws IllegalArgumentException if an attribute has an invalid value
   */
  static ImportedProvider of(Place place, RetentionProviderAttributes attributes) {
    String arn = attributes.getFunctionArn();
    if (arn == null || (!StringToken.isIn(arn) && !arn.matches(ARN))) {
      throw place.mistake(
          "functionArn is %s; it must be arn:aws:lambda:<region>:<12-digit account>:function:<name>, or a token"
              .formatted(arn == null ? "missing" : arn));
    }
    Duration timeout =
        requireNonNullElse(attributes.getTimeout(), Duration.minutes(Handler.APPLY.minutes));
    return new ImportedProvider(place, attributes, FunctionDeclaration.seconds(timeout, place));
  }

  @Override
  public String getFunctionArn() {
    return function.serviceToken();
  }

  ApplyingFunction function() {
    return function;
  }
}
