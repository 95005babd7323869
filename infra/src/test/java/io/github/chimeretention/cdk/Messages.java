package io.github.chimeretention.cdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.cxapi.SynthesisMessage;

/** The messages of the constructs: thrown at once, or reported by synthesis with their paths. */
@SuppressWarnings("deprecation") // The assertions use the message type from its former module.
final class Messages {
  private Messages() {}

  static void assertRejected(ThrowingCallable declaration, String message) {
    assertThatThrownBy(declaration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static List<String> errors(Stack stack) {
    return texts(Annotations.fromStack(stack).findError("*", Match.anyValue()));
  }

  static List<String> warnings(Stack stack) {
    return texts(Annotations.fromStack(stack).findWarning("*", Match.anyValue()));
  }

  static List<String> infos(Stack stack) {
    return texts(Annotations.fromStack(stack).findInfo("*", Match.anyValue()));
  }

  private static List<String> texts(List<SynthesisMessage> found) {
    return found.stream().map(it -> it.getId() + ": " + it.getEntry().getData()).toList();
  }
}
