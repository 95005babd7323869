package io.github.chimeretention.lambda.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.lambda.ResourceUnderTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("After any sequence of deployments, with a fault in any event,")
class StackModelIT {
  /** A logical id keeps to identities of its own, as a template is meant to be written. */
  private static final Map<String, List<String>> IDENTITIES =
      Map.of("A", List.of("a1", "a2", "a3"), "B", List.of("b1", "b2", "b3"));

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @Label("each event has its one response, and the settings are those of the last stable stack")
  void settingsAreThoseOfTheLastStableStack(
      @ForAll ResourceUnderTest type,
      @ForAll("settingsFound") Map<String, Integer> found,
      @ForAll("deployments") List<Deployment> deployments) {
    Map<String, Integer> foundOfType = new TreeMap<>();
    found.forEach((name, days) -> foundOfType.put(identity(type, name), days));
    ModelService service = new ModelService(type.resourceType, foundOfType);
    ModelCloudFormation cloudFormation = new ModelCloudFormation(service);

    for (Deployment deployment : deployments) {
      cloudFormation.deploy(ofType(type, deployment));

      assertThat(service.settings())
          .as("found " + found + "\n" + cloudFormation.script())
          .isEqualTo(cloudFormation.expected());
    }
  }

  private static Deployment ofType(ResourceUnderTest type, Deployment deployment) {
    Map<String, Declaration> template = new TreeMap<>();
    deployment
        .template()
        .forEach(
            (logicalId, declared) ->
                template.put(
                    logicalId,
                    new Declaration(identity(type, declared.identity()), declared.days())));
    return new Deployment(template, deployment.faults(), deployment.otherResourceFails());
  }

  private static String identity(ResourceUnderTest type, String name) {
    return type == ResourceUnderTest.ACCOUNT
        ? name
        : "arn:aws:chime:us-east-1:111122223333:app-instance/" + name;
  }

  @Provide
  Arbitrary<Map<String, Integer>> settingsFound() {
    return Arbitraries.maps(Arbitraries.of("a1", "a2", "a3", "b1", "b2", "b3", "c1"), foundDays())
        .ofMaxSize(4);
  }

  /** Days that no template declares, so that what was found is told from what was written. */
  private static Arbitrary<Integer> foundDays() {
    return Arbitraries.of(1000, 2000);
  }

  @Provide
  Arbitrary<List<Deployment>> deployments() {
    Arbitrary<Map<String, Declaration>> template =
        Combinators.combine(declaration("A"), declaration("B"))
            .as(
                (a, b) -> {
                  Map<String, Declaration> declared = new TreeMap<>();
                  a.forEach(it -> declared.put("A", it));
                  b.forEach(it -> declared.put("B", it));
                  return declared;
                });
    Arbitrary<List<Fault>> faults =
        Arbitraries.oneOf(Arbitraries.just(Fault.NONE), Arbitraries.of(Fault.class))
            .list()
            .ofMaxSize(6);
    Arbitrary<Boolean> otherFails = Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true));
    return Combinators.combine(template, faults, otherFails)
        .as(Deployment::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Arbitrary<List<Declaration>> declaration(String logicalId) {
    return Combinators.combine(
            Arbitraries.of(IDENTITIES.get(logicalId)), Arbitraries.of(10, 20, 30))
        .as(Declaration::new)
        .list()
        .ofMaxSize(1);
  }
}
