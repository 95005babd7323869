package io.github.chimeretention.lambda.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.github.chimeretention.lambda.HttpServerStub;
import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.chime.RetentionResources;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stacks keep the physical IDs that they received. A version that didn't recognize an ID as its own
 * would report a resource as deleted, but leave its periods on.
 */
@DisplayName("A physical ID of version 1.0.0")
class PhysicalIdTest {
  private static final String ARN = "arn:aws:chime:us-east-1:111122223333:app-instance/Aa-1";

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT,      ' 12345678-ABCD-1234 ', 12345678-abcd-1234,          true",
    "ACCOUNT,      Acct-1,                 acct-1,                      true",
    "ACCOUNT,      Acct-1,                 chime-retention:not-created, false",
    "APP_INSTANCE, " + ARN + ", " + ARN + ",                            true",
    "APP_INSTANCE, " + ARN + ",            chime-retention:not-created, false",
  })
  @DisplayName(
      "is recognized on Delete: the identity's own turns periods off, the marker does nothing")
  void delete(ResourceUnderTest type, String declared, String id, boolean clears) {
    CloudFormationCustomResourceEvent event =
        CloudFormationCustomResourceEvent.builder()
            .withRequestType("Delete")
            .withResourceType(type.resourceType)
            .withPhysicalResourceId(id)
            .withResourceProperties(Map.of(type.identityProperty, declared))
            .build();
    HttpServerStub notCalled =
        (request, body) -> {
          throw new AssertionError("called: " + request);
        };

    assertThat(Decision.of(event, RetentionResources.calledBy(notCalled)))
        .isInstanceOf(clears ? Decision.Clear.class : Decision.Nothing.class);
  }
}
