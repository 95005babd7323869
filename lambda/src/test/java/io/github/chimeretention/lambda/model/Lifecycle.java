package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.ResourceUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A stack's life.
 *
 * @param type of its resources
 * @param found the days that the service had before, by identity
 * @param deployments of the stack, one after the other
 */
record Lifecycle(ResourceUnderTest type, Map<String, Integer> found, List<Deployment> deployments) {
  /** Days that no template declares, so that what was found is told from what was written. */
  private static final List<Integer> DAYS_FOUND = List.of(1000, 2000);

  private static final List<Integer> DAYS_DECLARED = List.of(10, 20, 30);

  /** A logical id keeps to identities of its own, as a template is meant to be written. */
  private static final Map<String, List<String>> NAMES =
      new TreeMap<>(Map.of("A", List.of("a1", "a2", "a3"), "B", List.of("b1", "b2", "b3")));

  static Lifecycle random(ResourceUnderTest type, RandomGenerator random) {
    Map<String, Integer> found = new TreeMap<>();
    for (String name : List.of("a1", "a2", "a3", "b1", "b2", "b3", "c1")) {
      if (random.nextInt(3) == 0) {
        found.put(identity(type, name), oneOf(DAYS_FOUND, random));
      }
    }
    return new Lifecycle(
        type,
        found,
        Stream.generate(() -> deployment(type, random)).limit(random.nextInt(1, 7)).toList());
  }

  private static Deployment deployment(ResourceUnderTest type, RandomGenerator random) {
    Map<String, Declaration> template = new TreeMap<>();
    NAMES.forEach(
        (logicalId, names) -> {
          if (random.nextInt(4) > 0) {
            String identity = identity(type, oneOf(names, random));
            template.put(logicalId, new Declaration(identity, oneOf(DAYS_DECLARED, random)));
          }
        });
    return new Deployment(
        template,
        Stream.generate(() -> conditions(random)).limit(random.nextInt(7)).toList(),
        random.nextInt(4) == 0);
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

  /** Lives through it, and returns what went against the model, if anything did. */
  Optional<String> failure(ModelLambda lambda) {
    ModelService service = lambda.startWith(type, found);
    ModelCloudFormation cloudFormation = new ModelCloudFormation(lambda, service);
    try {
      for (Deployment deployment : deployments) {
        cloudFormation.deploy(deployment);
        assertThat(service.settings()).isEqualTo(cloudFormation.expected());
      }
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(
          "found %s%n%s%n%s".formatted(found, cloudFormation.script(), e.getMessage()));
    }
  }

  /** Returns a lifecycle that fails still, and of which nothing can be left out. */
  Lifecycle shrunk(ModelLambda lambda) {
    return simpler()
        .filter(it -> it.failure(lambda).isPresent())
        .findFirst()
        .map(it -> it.shrunk(lambda))
        .orElse(this);
  }

  private Stream<Lifecycle> simpler() {
    List<Lifecycle> simpler = new ArrayList<>();
    for (int i = 0; i < deployments.size(); i++) {
      simpler.add(new Lifecycle(type, found, without(i, deployments)));
    }
    for (String identity : found.keySet()) {
      simpler.add(new Lifecycle(type, without(identity, found), deployments));
    }
    for (int i = 0; i < deployments.size(); i++) {
      List<Deployment> others = without(i, deployments);
      int at = i;
      simpler(deployments.get(i))
          .map(it -> new Lifecycle(type, found, with(at, it, others)))
          .forEach(simpler::add);
    }
    return simpler.stream();
  }

  private static Stream<Deployment> simpler(Deployment deployment) {
    List<Deployment> simpler = new ArrayList<>();
    List<Conditions> conditions = deployment.conditions();
    boolean fails = deployment.otherResourceFails();
    if (fails) {
      simpler.add(new Deployment(deployment.template(), conditions, false));
    }
    for (String logicalId : deployment.template().keySet()) {
      simpler.add(new Deployment(without(logicalId, deployment.template()), conditions, fails));
    }
    for (int i = 0; i < conditions.size(); i++) {
      List<Conditions> others = without(i, conditions);
      simpler.add(new Deployment(deployment.template(), others, fails));
      if (!conditions.get(i).equals(Conditions.CALM)) {
        simpler.add(new Deployment(deployment.template(), with(i, Conditions.CALM, others), fails));
      }
    }
    return simpler.stream();
  }

  private static <T> List<T> without(int index, List<T> all) {
    List<T> others = new ArrayList<>(all);
    others.remove(index);
    return others;
  }

  private static <T> List<T> with(int index, T added, List<T> others) {
    List<T> all = new ArrayList<>(others);
    all.add(index, added);
    return all;
  }

  private static <T> Map<String, T> without(String key, Map<String, T> all) {
    Map<String, T> others = new TreeMap<>(all);
    others.remove(key);
    return others;
  }
}
