package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider of these stacks writes down what it is asked for, as {@code Verb id properties}. */
@DisplayName("A stack")
class RollbackTest {
  private static final StackIdentity STACK = StackIdentity.create("S", "111122223333", "us-east-1");

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> statuses = Collections.synchronizedList(new ArrayList<>());
  private final List<Journal.Change> noted = new CopyOnWriteArrayList<>();

  @Test
  @DisplayName(
      "whose creation fails deletes what was created, last first, with the failed one's id")
  void createFails() throws Exception {
    StackState result = create("{'A':{'id':'a'},'B':{'id':'b','fail':'Create','after':'A'}}");
    assertThat(calls).containsExactly("Create a", "Create b", "Delete b", "Delete a");
    assertThat(result.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(statuses).contains("B CREATE_FAILED as scripted");
    assertThat(result.resources()).isEmpty();
  }

  @Test
  @DisplayName("whose creation fails keeps what is to be retained, but for RetainExceptOnCreate")
  void createFailsRetained() throws Exception {
    create(
        "{'A':{'id':'a','policy':'Retain'},'B':{'id':'b','policy':'RetainExceptOnCreate','after':'A'},"
            + "'C':{'id':'c','fail':'Create','after':'B'}}");
    assertThat(calls).endsWith("Delete c", "Delete b").doesNotContain("Delete a");
    assertThat(statuses).contains("A DELETE_SKIPPED");
  }

  @Test
  @DisplayName("that is not changed calls no provider")
  void unchanged() throws Exception {
    update("{'A':{'id':'a','days':'1'}}", "{'A':{'id':'a','days':'1'}}");
    assertThat(calls).containsExactly("Create a 1");
  }

  @Test
  @DisplayName("that is replaced deletes the old physical resource once all else is done")
  void replaced() throws Exception {
    StackState result =
        update(
            "{'A':{'id':'a','days':'1'},'C':{'id':'c','days':'1','after':'A'}}",
            "{'A':{'id':'b','days':'1'},'C':{'id':'c','days':'2','after':'A'}}");
    assertThat(calls)
        .containsExactly(
            "Create a 1", "Create c 1", "Update a->b 1", "Update c->c 2", "Delete a 1");
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(result.resources().get("A").physicalId()).isEqualTo("b");
  }

  @Test
  @DisplayName("deletes what its template no longer declares, dependents first")
  void removed() throws Exception {
    update("{'A':{'id':'a'},'B':{'id':'b','after':'A'},'C':{'id':'c'}}", "{'C':{'id':'c'}}");
    assertThat(calls).endsWith("Delete b", "Delete a");
  }

  @Test
  @DisplayName("whose update fails gets updates with the old properties, the failed one too")
  void updateFails() throws Exception {
    StackState result =
        update(
            "{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1','after':'A'}}",
            "{'A':{'id':'a','days':'2'},'B':{'id':'b','days':'2','fail':'Update','after':'A'},"
                + "'N':{'id':'n','days':'1','before':'B'}}");
    assertThat(calls)
        .containsSubsequence("Update a->a 2", "Update b->b 2", "Update a->a 1", "Update b->b 1");
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(statuses).contains("B UPDATE_FAILED as scripted");
    assertThat(properties(result, "A")).isEqualTo("1");
    assertThat(properties(result, "B")).isEqualTo("1");
  }

  @Test
  @DisplayName("whose update fails deletes in the end what the update created")
  void updateFailsCreated() throws Exception {
    update(
        "{'A':{'id':'a','days':'1'}}",
        "{'N':{'id':'n'},'A':{'id':'a','days':'2','fail':'Update','after':'N'}}");
    assertThat(calls).endsWith("Create n", "Update a->a 2", "Update a->a 1", "Delete n");
  }

  @Test
  @DisplayName(
      "whose failed update responded with another id goes back to the old and deletes the other")
  void updateFailsReplacing() throws Exception {
    StackState result =
        update("{'A':{'id':'a','days':'1'}}", "{'A':{'id':'b','days':'2','fail':'Update'}}");
    assertThat(calls).containsExactly("Create a 1", "Update a->b 2", "Update b->a 1", "Delete b 2");
    assertThat(result.resources().get("A").physicalId()).isEqualTo("a");
  }

  @Test
  @DisplayName("whose rollback fails stays as it is")
  void rollbackFails() throws Exception {
    StackState result =
        update(
            "{'A':{'id':'a','days':'1','fail':'Update'}}",
            "{'A':{'id':'a','days':'2','fail':'Update'}}");
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
  }

  @Test
  @DisplayName("is complete even if the cleanup after its update fails")
  void cleanupFails() throws Exception {
    StackState result =
        update("{'A':{'id':'a','fail':'Delete'},'C':{'id':'c'}}", "{'C':{'id':'c'}}");
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(statuses).contains("A DELETE_FAILED as scripted");
  }

  @Test
  @DisplayName("keeps what can't be deleted, and what that depends on")
  void deleteFails() throws Exception {
    StackState created =
        create("{'A':{'id':'a'},'B':{'id':'b','fail':'Delete','after':'A'},'C':{'id':'c'}}");
    StackState result =
        operation(created.at(StackStatus.DELETE_IN_PROGRESS, ""), List.of()).run(null);
    assertThat(result.status()).isEqualTo(StackStatus.DELETE_FAILED);
    assertThat(result.resources()).containsOnlyKeys("A", "B");
  }

  @Test
  @DisplayName("whose rollback failed can go on with it, and forgets nothing that was created")
  void rollbackContinues() throws Exception {
    StackState created = create("{'A':{'id':'a','days':'1','fail':'Update'}}");
    StackState failed =
        update(created, "{'N':{'id':'n'},'A':{'id':'a','days':'2','fail':'Update','after':'N'}}");
    assertThat(failed.resources()).containsOnlyKeys("A", "N");
    Deployment deployed = deployment("{'A':{'id':'a','days':'1'}}");
    StackState result =
        operation(
                failed
                    .complete(failed.status(), deployed, failed.resources(), List.of())
                    .towards(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, deployed),
                List.of())
            .run(resolved(deployed));
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(calls).endsWith("Update a->a 1", "Delete n");
  }

  @Test
  @DisplayName("whose creation is interrupted goes on with what was not done")
  void createInterrupted() throws Exception {
    String resources = "{'A':{'id':'a'},'B':{'id':'b','after':'A'}}";
    create(resources);
    StackState interrupted = empty().at(StackStatus.CREATE_IN_PROGRESS, "");
    StackState result = operation(interrupted, noted.subList(0, 1)).run(resolved(resources));
    assertThat(calls).containsExactly("Create a", "Create b", "Create b");
    assertThat(result.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    assertThat(result.resources()).containsOnlyKeys("A", "B");
  }

  @Test
  @DisplayName("whose update is interrupted and then fails goes back to what was before it")
  void updateInterrupted() throws Exception {
    StackState before = create("{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1','after':'A'}}");
    String wanted =
        "{'A':{'id':'a2','days':'2'},'B':{'id':'b','days':'2','fail':'Update','after':'A'}}";
    noted.clear();
    StackState unused = update(before, wanted);
    List<Journal.Change> done = List.copyOf(noted.subList(0, 1));
    calls.clear();
    StackState result =
        operation(before.at(StackStatus.UPDATE_IN_PROGRESS, ""), done).run(resolved(wanted));
    assertThat(calls)
        .containsExactly("Update b->b 2", "Update a2->a 1", "Update b->b 1", "Delete a2 2");
    assertThat(result.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(result.resources().get("A").physicalId()).isEqualTo("a");
  }

  @Test
  @DisplayName("whose deletion is interrupted does not delete again what is gone")
  void deleteInterrupted() throws Exception {
    StackState created = create("{'A':{'id':'a'},'B':{'id':'b','after':'A'}}");
    StackState interrupted = created.at(StackStatus.DELETE_IN_PROGRESS, "");
    List<Journal.Change> done = List.of(Journal.Change.deleted(created.resources().get("B")));
    StackState result = operation(interrupted, done).run(null);
    assertThat(calls).endsWith("Delete a").doesNotContain("Delete b");
    assertThat(result.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
  }

  private StackState create(String resources) throws Exception {
    return operation(empty().at(StackStatus.CREATE_IN_PROGRESS, ""), List.of())
        .run(resolved(resources));
  }

  private StackState update(String before, String after) throws Exception {
    return update(create(before), after);
  }

  private StackState update(StackState before, String after) throws Exception {
    return operation(before.at(StackStatus.UPDATE_IN_PROGRESS, ""), List.of()).run(resolved(after));
  }

  private static StackState empty() {
    return StackState.empty(STACK, "2026-01-01T00:00:00Z");
  }

  private StackOperation operation(StackState state, List<Journal.Change> done) {
    EventLog events =
        new EventLog(
            STACK,
            event ->
                statuses.add(
                    (event.logicalResourceId()
                            + " "
                            + event.resourceStatus()
                            + " "
                            + event.resourceStatusReason())
                        .strip()));
    return new StackOperation(state, new Scripted(), events, new Journal(done, noted::add));
  }

  private static Template resolved(String resources) throws Exception {
    return resolved(deployment(resources));
  }

  private static Template resolved(Deployment deployment) {
    return new Template(deployment, STACK, name -> Optional.empty(), name -> Optional.empty());
  }

  private static Deployment deployment(String resources) throws Exception {
    return new Deployment(template(resources), Map.of(), Map.of());
  }

  /** A template of resources whose short form has properties, a policy and a dependency. */
  private static JsonNode template(String resources) throws Exception {
    ObjectMapper json = new ObjectMapper();
    var all = json.createObjectNode();
    json.readTree(resources.replace('\'', '"'))
        .properties()
        .forEach(
            resource -> {
              JsonNode shortForm = resource.getValue();
              var declaration = all.putObject(resource.getKey()).put("Type", "Custom::T");
              declaration.set("Properties", shortForm);
              declaration.put("DeletionPolicy", shortForm.path("policy").asText("Delete"));
              if (shortForm.has("after")) {
                declaration.put("DependsOn", shortForm.get("after").asText());
              }
            });
    return json.createObjectNode().set("Resources", all);
  }

  private static String properties(StackState result, String id) {
    return result.resources().get(id).properties().path("days").asText();
  }

  /** Responds with the property {@code id} as physical id, and fails at what {@code fail} names. */
  private final class Scripted implements ResourceProvider {
    @Override
    public Outcome put(StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
      return resource.physicalId().isEmpty()
          ? respond("Create", resource, id(resource))
          : respond("Update", resource, resource.physicalId() + "->" + id(resource));
    }

    @Override
    public Outcome delete(StackIdentity stack, StackResource resource) {
      return respond("Delete", resource, resource.physicalId());
    }

    private Outcome respond(String verb, StackResource resource, String what) {
      calls.add((verb + " " + what + " " + resource.properties().path("days").asText()).strip());
      return resource.properties().path("fail").asText().equals(verb)
          ? new Outcome.Failed(id(resource), "as scripted")
          : Outcome.succeeded(id(resource));
    }

    private static String id(StackResource resource) {
      return resource.properties().path("id").asText();
    }
  }
}
