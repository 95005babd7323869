package io.github.chimeretention.lambda.model;

import static io.github.chimeretention.lambda.model.Disturbances.oneOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.chimeretention.lambda.OverlappingTime;
import io.github.chimeretention.lambda.ResourceUnderTest;
import io.github.chimeretention.lambda.Seeds;
import io.github.chimeretention.lambda.retention.RetentionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("After a random sequence of deployments and all its invocations,")
class StackModelIT {
  @ParameterizedTest
  @EnumSource
  @DisplayName("the settings are the declared ones, the pre-existing ones, or a permitted outcome")
  void outcomes(ResourceUnderTest type) {
    Seeds.of(500).parallel().forEach(seed -> new Lifecycle(type, seed).live());
  }

  /** A stack, from its first deployment on. */
  private static final class Lifecycle {
    /** Each logical ID has its own identities, as in a correct template. */
    private static final Map<String, List<String>> NAMES =
        Map.of("A", List.of("a1", "a2"), "B", List.of("b1"), "C", List.of("c1"));

    private final ResourceUnderTest type;
    private final long seed;
    private final RandomGenerator random;
    private final OverlappingTime time = new OverlappingTime();
    private final ModelService service;
    private final ModelLambda lambda;
    private final ModelCloudFormation cloudFormation;

    Lifecycle(ResourceUnderTest type, long seed) {
      this.type = type;
      this.seed = seed;
      random = new SplittableRandom(seed);
      service = new ModelService(time, random);
      lambda = new ModelLambda(time, service, type, random);
      cloudFormation = new ModelCloudFormation(time, service, lambda, random);
    }

    void live() {
      try {
        for (String name : List.of("a1", "a2", "b1", "c1")) {
          RetentionSettings found = random.nextInt(3) == 0 ? settings() : RetentionSettings.OFF;
          service.put(identity(name), found, null, Duration.ZERO);
        }
        for (int deployments = random.nextInt(1, 5); deployments > 0; deployments--) {
          deploy(template());
        }
        time.runToEnd();
        service.identities().forEach(cloudFormation::assertOutcome);
      } catch (RuntimeException | AssertionError e) {
        fail(
            "%s%n%s, seed %d; repeat: -Dit.test=StackModelIT -Dfuzz.cases=1 -Dfuzz.seed=%3$d%n%s",
            e.getMessage(), type, seed, time.script(), e);
      }
    }

    private void deploy(Map<String, Declaration> template) {
      int disturbed = oneOf(List.of(0, 30, 60, 100), random);
      lambda.disturb(disturbed);
      if (disturbed == 0) {
        time.runToEnd();
        boolean isDeployable = template.values().stream().allMatch(this::isDeployable);
        boolean succeeds = cloudFormation.deploy(template, null);
        assertThat(succeeds || !isDeployable).as("a deployment without disturbances").isTrue();
        return;
      }
      if (random.nextInt(10) == 0) {
        service.remove(oneOf(List.copyOf(service.identities()), random));
      }
      Duration failure = Duration.ofMillis(random.nextInt(100, 20_000));
      cloudFormation.deploy(template, random.nextInt(3) == 0 ? failure : null);
      time.run(Duration.ofSeconds(oneOf(List.of(1, 30, 600), random)));
    }

    private boolean isDeployable(Declaration declared) {
      String identity = declared.identity();
      Declaration before = cloudFormation.declared(identity);
      return declared.equals(before)
          || (!service.hasRemoved(identity)
              && (before != null || declared.mayBeCreatedOver(service.last(identity).settings())));
    }

    private Map<String, Declaration> template() {
      Map<String, Declaration> template = new TreeMap<>();
      for (String logicalId : List.of("A", "B", "C")) {
        String identity = identity(oneOf(NAMES.get(logicalId), random));
        boolean overwrites = random.nextInt(4) == 0;
        if (random.nextInt(4) > 0) {
          template.put(logicalId, new Declaration(identity, settings(), overwrites));
        }
      }
      return template;
    }

    /** Returns settings with at least one period on; the periods are rarely equal. */
    private RetentionSettings settings() {
      Map<String, Integer> days = new TreeMap<>();
      type.days.keySet().forEach(it -> days.put(it, oneOf(List.of(10, 20), random)));
      if (random.nextBoolean() && days.size() > 1) {
        days.remove(oneOf(List.copyOf(days.keySet()), random));
      }
      return new RetentionSettings(days);
    }

    private String identity(String name) {
      return type == ResourceUnderTest.ACCOUNT
          ? name
          : "arn:aws:chime:us-east-1:111122223333:app-instance/" + name;
    }
  }
}
