package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.fail;

import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("After any sequence of deployments, with a fault in any event,")
class StackModelIT {
  private final ModelLambda lambda = new ModelLambda();

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "each event has its one response, and the settings are those of the last stable stack")
  void settingsAreThoseOfTheLastStableStack(ResourceUnderTest type) {
    Seeds.of(1_000)
        .forEach(
            seed -> {
              Lifecycle lifecycle = Lifecycle.random(type, new SplittableRandom(seed));
              Optional<String> failure = lifecycle.failure(lambda);
              if (failure.isPresent()) {
                // What depends on more than the seed may not fail again.
                Optional<String> shrunk = lifecycle.shrunk(lambda).failure(lambda);
                fail("seed %d, %s", seed, shrunk.or(() -> failure).get());
              }
            });
  }
}
