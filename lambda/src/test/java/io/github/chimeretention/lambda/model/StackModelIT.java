package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.Seeds;
import io.github.chimeretention.lambda.model.ModelCloudFormation.Declaration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("After any sequence of deployments, with a fault in any event,")
class StackModelIT {
  /** Days that no template declares, so that what was found is told from what was written. */
  private static final List<Integer> DAYS_FOUND = List.of(1000, 2000);

  private static final List<Integer> DAYS_DECLARED = List.of(10, 20, 30);

  /** A logical id keeps to identities of its own, as a template is meant to be written. */
  private static final Map<String, List<String>> NAMES =
      new TreeMap<>(Map.of("A", List.of("a1", "a2", "a3"), "B", List.of("b1", "b2", "b3")));

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "each event has its one response, and the settings are those of the last stable stack")
  void settingsAreThoseOfTheLastStableStack(ResourceUnderTest type) {
    Seeds.of(1_000).forEach(seed -> live(type, seed));
  }

  private static void live(ResourceUnderTest type, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    ModelLambda lambda = new ModelLambda(type, found(type, random));
    ModelCloudFormation cloudFormation = new ModelCloudFormation(lambda, () -> conditions(random));
    try {
      for (int deployments = random.nextInt(1, 7); deployments > 0; deployments--) {
        cloudFormation.deploy(template(type, random), random.nextInt(4) == 0);
        assertThat(lambda.service().settings()).isEqualTo(cloudFormation.expected());
      }
    } catch (RuntimeException | AssertionError e) {
      fail("seed %d%n%s", seed, cloudFormation.script(), e);
    }
  }

  private static Map<String, Integer> found(ResourceUnderTest type, RandomGenerator random) {
    Map<String, Integer> found = new TreeMap<>();
    for (String name : List.of("a1", "a2", "a3", "b1", "b2", "b3", "c1")) {
      if (random.nextInt(3) == 0) {
        found.put(identity(type, name), oneOf(DAYS_FOUND, random));
      }
    }
    return found;
  }

  private static Map<String, Declaration> template(ResourceUnderTest type, RandomGenerator random) {
    Map<String, Declaration> template = new TreeMap<>();
    NAMES.forEach(
        (logicalId, names) -> {
          if (random.nextInt(4) > 0) {
            String identity = identity(type, oneOf(names, random));
            template.put(logicalId, new Declaration(identity, oneOf(DAYS_DECLARED, random)));
          }
        });
    return template;
  }

  private static Conditions conditions(RandomGenerator random) {
    return new Conditions(
        random.nextBoolean() ? Fault.NONE : oneOf(List.of(Fault.values()), random),
        oneOf(List.of(Conditions.Report.values()), random),
        Duration.ofSeconds(oneOf(List.of(0, 3, 15), random)));
  }

  private static <T> T oneOf(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }

  private static String identity(ResourceUnderTest type, String name) {
    return type == ResourceUnderTest.ACCOUNT
        ? name
        : "arn:aws:chime:us-east-1:111122223333:app-instance/" + name;
  }
}
