package io.github.chimeretention.localcloud.cloudformation.engine;

import static io.github.chimeretention.localcloud.cloudformation.engine.StackStatus.CREATE_IN_PROGRESS;
import static io.github.chimeretention.localcloud.cloudformation.engine.StackStatus.DELETE_IN_PROGRESS;
import static io.github.chimeretention.localcloud.cloudformation.engine.StackStatus.ROLLBACK_IN_PROGRESS;
import static io.github.chimeretention.localcloud.cloudformation.engine.StackStatus.UPDATE_IN_PROGRESS;
import static io.github.chimeretention.localcloud.cloudformation.engine.StackStatus.UPDATE_ROLLBACK_IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.cloudformation.engine.StackState.Options;
import io.github.chimeretention.localcloud.cloudformation.resource.Outcome;
import io.github.chimeretention.localcloud.cloudformation.resource.ResourceProvider;
import io.github.chimeretention.localcloud.cloudformation.template.Deployment;
import io.github.chimeretention.localcloud.cloudformation.template.Outside;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.StackResource;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** This stack's provider records its calls as {@code Verb id properties}. */
@DisplayName("A stack")
@Timeout(60)
class StackOperationTest {
  private static final StackIdentity STACK = StackIdentity.create("S", "111122223333", "us-east-1");
  private static final Options KEEP_FAILED = Options.deploy("STANDARD", true);

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> hanging = new CompletableFuture<>();
  @TempDir private Path folder;
  private Stack stack;

  @BeforeEach
  void review() {
    StackState empty = StackState.empty(STACK, "2026-01-01T00:00:00Z");
    stack = new Stack(folder.resolve("stack"), empty);
    stack.set(empty);
  }

  @Test
  @DisplayName(
      "whose creation fails deletes the created resources in reverse, with the failed one's ID")
  void createFails() throws Exception {
    create("{'A':{'id':'a'},'B':{'id':'b','fail':'Create','after':'A'}}");
    assertThat(calls).containsExactly("Create a", "Create b", "Delete b", "Delete a");
    assertThat(state().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(statuses()).contains("B CREATE_FAILED as scripted");
    assertThat(state().stable().resources()).isEmpty();
  }

  @Test
  @DisplayName(
      "whose creation fails cancels the others in progress, and deletes them with generated IDs")
  void createCancelled() throws Exception {
    create("{'A':{'id':'a','hang':'Create'},'B':{'id':'b','fail':'Create','afterHang':'x'}}");
    assertThat(statuses())
        .containsSubsequence(
            "A CREATE_IN_PROGRESS",
            "A CREATE_FAILED Resource creation cancelled",
            "A DELETE_IN_PROGRESS");
    assertThat(calls).anySatisfy(call -> assertThat(call).matches("Delete S-A-[0-9a-z]{12}"));
    assertThat(state().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
  }

  @Test
  @DisplayName("whose update fails cancels the others in progress, and updates them back")
  void updateCancelled() throws Exception {
    create("{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1'}}");
    update(
        "{'A':{'id':'a','days':'2','hang':'Update'},"
            + "'B':{'id':'b','days':'2','fail':'Update','afterHang':'x'}}");
    assertThat(statuses())
        .containsSubsequence(
            "A UPDATE_IN_PROGRESS",
            "A UPDATE_FAILED Resource update cancelled",
            "A UPDATE_COMPLETE");
    assertThat(calls).hasSize(6).contains("Update a->a 1", "Update b->b 1");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
  }

  @Test
  @DisplayName("whose creation fails keeps resources with Retain, not with RetainExceptOnCreate")
  void createFailsRetained() throws Exception {
    create(
        "{'A':{'id':'a','policy':'Retain'},'B':{'id':'b','policy':'RetainExceptOnCreate','after':'A'},"
            + "'C':{'id':'c','fail':'Create','after':'B'}}");
    assertThat(calls).endsWith("Delete c", "Delete b").doesNotContain("Delete a");
    assertThat(statuses()).contains("A DELETE_SKIPPED");
  }

  @Test
  @DisplayName("without changes calls no provider")
  void unchanged() throws Exception {
    create("{'A':{'id':'a','days':'1'}}");
    update("{'A':{'id':'a','days':'1'}}");
    assertThat(calls).containsExactly("Create a 1");
  }

  @Test
  @DisplayName("with a replaced resource deletes the old one after everything else")
  void replaced() throws Exception {
    create("{'A':{'id':'a','days':'1'},'C':{'id':'c','days':'1','after':'A'}}");
    update("{'A':{'id':'b','days':'1'},'C':{'id':'c','days':'2','after':'A'}}");
    assertThat(calls)
        .containsExactly(
            "Create a 1", "Create c 1", "Update a->b 1", "Update c->c 2", "Delete a 1");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(resource("A").physicalId()).isEqualTo("b");
  }

  @Test
  @DisplayName("deletes resources that its template no longer declares, dependents first")
  void removed() throws Exception {
    create("{'A':{'id':'a'},'B':{'id':'b','after':'A'},'C':{'id':'c'}}");
    update("{'C':{'id':'c'}}");
    assertThat(calls).endsWith("Delete b", "Delete a");
  }

  @Test
  @DisplayName("whose update fails updates all resources back, including the failed one")
  void updateFails() throws Exception {
    create("{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1','after':'A'}}");
    update(
        "{'A':{'id':'a','days':'2'},'B':{'id':'b','days':'2','fail':'Update','after':'A'},"
            + "'N':{'id':'n','days':'1','after':'B'}}");
    assertThat(calls)
        .containsSubsequence("Update a->a 2", "Update b->b 2", "Update a->a 1", "Update b->b 1")
        .doesNotContain("Create n 1");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(statuses())
        .contains(
            "B UPDATE_FAILED as scripted",
            "S UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [B].");
    assertThat(List.of(resource("A"), resource("B")))
        .allSatisfy(resource -> assertThat(resource.property("days")).isEqualTo("1"));
  }

  @Test
  @DisplayName("whose update fails deletes the newly created resources at the end")
  void updateFailsCreated() throws Exception {
    create("{'A':{'id':'a','days':'1'}}");
    update("{'N':{'id':'n'},'A':{'id':'a','days':'2','fail':'Update','after':'N'}}");
    assertThat(calls).endsWith("Create n", "Update a->a 2", "Update a->a 1", "Delete n");
  }

  @Test
  @DisplayName(
      "whose failed update responded with another ID returns to the old one and deletes the other")
  void updateFailsReplacing() throws Exception {
    create("{'A':{'id':'a','days':'1'}}");
    update("{'A':{'id':'b','days':'2','fail':'Update'}}");
    assertThat(calls).containsExactly("Create a 1", "Update a->b 2", "Update b->a 1", "Delete b 2");
    assertThat(resource("A").physicalId()).isEqualTo("a");
  }

  @Test
  @DisplayName("tries three times to delete removed resources, and completes the update anyway")
  void cleanupFails() throws Exception {
    create("{'A':{'id':'a'},'B':{'id':'b','fail':'Delete','after':'A'},'C':{'id':'c'}}");
    update("{'C':{'id':'c'}}");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(Collections.frequency(statuses(), "B DELETE_FAILED as scripted")).isEqualTo(3);
    assertThat(calls).endsWith("Delete b", "Delete a");
    assertThat(state().stable().resources()).containsOnlyKeys("C");
  }

  @Test
  @DisplayName("keeps undeletable resources and their dependencies, unless they are retained")
  void deleteFails() throws Exception {
    create("{'A':{'id':'a'},'B':{'id':'b','fail':'Delete','after':'A'},'C':{'id':'c'}}");
    run(DELETE_IN_PROGRESS, Options.NONE, null);
    assertThat(state().status()).isEqualTo(StackStatus.DELETE_FAILED);
    assertThat(stack.currentResources()).containsOnlyKeys("A", "B");
    calls.clear();
    run(DELETE_IN_PROGRESS, new Options("STANDARD", false, false, false, Set.of("B")), null);
    assertThat(state().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(calls).containsExactly("Delete a");
  }

  @Test
  @DisplayName("whose rollback fails can continue it later without losing anything")
  void rollbackFails() throws Exception {
    failInRollback();
    run(UPDATE_ROLLBACK_IN_PROGRESS, Options.NONE, null);
    assertThat(calls).containsExactly("Update b->b 1");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
    assertThat(stack.currentResources()).containsOnlyKeys("A", "B", "N");
  }

  @Test
  @DisplayName("whose rollback fails skips the named resources when it continues")
  void rollbackSkips() throws Exception {
    failInRollback();
    run(
        UPDATE_ROLLBACK_IN_PROGRESS,
        new Options("STANDARD", false, false, false, Set.of("B")),
        null);
    assertThat(calls).containsExactly("Delete n");
    assertThat(statuses()).contains("B UPDATE_COMPLETE Resource skipped during UpdateRollback");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(resource("B").property("days")).isEqualTo("1");
  }

  @Test
  @DisplayName("whose rollback is forced skips the resources that can't be updated")
  void rollbackForced() throws Exception {
    failInRollback();
    run(UPDATE_ROLLBACK_IN_PROGRESS, new Options("STANDARD", false, false, true, Set.of()), null);
    assertThat(calls).containsExactly("Update b->b 1", "Delete n");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
  }

  /** Leaves B with days 2 and N created: B's old properties make every update fail. */
  private void failInRollback() throws Exception {
    create("{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1','fail':'Update','after':'A'}}");
    update(
        "{'N':{'id':'n'},'A':{'id':'a','days':'2','after':'N'},"
            + "'B':{'id':'b','days':'2','fail':'Update','after':'A'}}");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
    calls.clear();
  }

  @Test
  @DisplayName("created without rollback keeps its resources, and deletes them when rolled back")
  void createKeepsFailed() throws Exception {
    String resources =
        "{'A':{'id':'a','policy':'Retain'},'B':{'id':'b','fail':'Create','after':'A'},'C':{'id':'c'}}";
    run(CREATE_IN_PROGRESS, KEEP_FAILED, resources);
    assertThat(calls).containsExactlyInAnyOrder("Create a", "Create b", "Create c");
    assertThat(state().status()).isEqualTo(StackStatus.CREATE_FAILED);
    run(ROLLBACK_IN_PROGRESS, new Options("STANDARD", false, true, false, Set.of()), null);
    assertThat(calls).contains("Delete a", "Delete b", "Delete c");
    assertThat(state().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
  }

  @Test
  @DisplayName(
      "created without rollback is completed by an update, which replaces failed resources")
  void createCompleted() throws Exception {
    run(
        CREATE_IN_PROGRESS,
        KEEP_FAILED,
        "{'A':{'id':'a'},'B':{'id':'b','fail':'Create','after':'A'}}");
    run(UPDATE_IN_PROGRESS, KEEP_FAILED, "{'A':{'id':'a'},'B':{'id':'b2','after':'A'}}");
    assertThat(calls).containsExactly("Create a", "Create b", "Delete b", "Create b2");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(state().stable().resources()).containsOnlyKeys("A", "B");
  }

  @Test
  @DisplayName(
      "updated without rollback restores only the failed resource, and the rest when rolled back")
  void updateKeepsFailed() throws Exception {
    create("{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1'}}");
    run(
        UPDATE_IN_PROGRESS,
        KEEP_FAILED,
        "{'A':{'id':'a','days':'2'},'B':{'id':'b','days':'2','fail':'Update'}}");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_FAILED);
    assertThat(calls).endsWith("Update b->b 1").doesNotContain("Update a->a 1");
    run(UPDATE_ROLLBACK_IN_PROGRESS, Options.NONE, null);
    assertThat(calls).endsWith("Update a->a 1");
    assertThat(state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
  }

  @Test
  @DisplayName("rolls back with the message of a provider's unexpected exception")
  void unexpectedException() throws Exception {
    create("{'A':{'id':'a'},'B':{'id':'b','throw':'Create','after':'A'}}");
    assertThat(statuses())
        .contains("B CREATE_FAILED Internal failure: java.lang.IllegalStateException: broken");
    assertThat(state().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(calls).endsWith("Delete a");
  }

  private void create(String resources) throws Exception {
    run(CREATE_IN_PROGRESS, Options.NONE, resources);
  }

  private void update(String resources) throws Exception {
    run(UPDATE_IN_PROGRESS, Options.NONE, resources);
  }

  private void run(StackStatus status, Options options, String resources) throws Exception {
    Template target = resources == null ? null : template(resources);
    Deployment deployment = target == null ? null : target.deployment();
    stack.set(state().towards(status, deployment, options));
    new StackOperation(stack, target, new Scripted(), () -> {}).run();
  }

  private StackState state() {
    return stack.state();
  }

  private List<String> statuses() {
    return stack.events().stream()
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.logicalResourceId(),
                        event.resourceStatus(),
                        event.resourceStatusReason())
                    .strip())
        .toList();
  }

  private StackResource resource(String id) {
    return state().stable().resources().get(id);
  }

  /** Returns a template of resources; their short form has properties, a policy, a dependency. */
  private static Template template(String resources) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode all = json.createObjectNode();
    for (Map.Entry<String, JsonNode> resource :
        json.readTree(resources.replace('\'', '"')).properties()) {
      JsonNode shortForm = resource.getValue();
      ObjectNode declaration = all.putObject(resource.getKey()).put("Type", "Custom::T");
      declaration.set("Properties", shortForm);
      declaration.put("DeletionPolicy", shortForm.path("policy").asText("Delete"));
      if (shortForm.has("after")) {
        declaration.put("DependsOn", shortForm.get("after").asText());
      }
    }
    JsonNode template = json.createObjectNode().set("Resources", all);
    return new Template(new Deployment(template, Map.of(), Map.of()), STACK, new Outside());
  }

  /**
   * Responds with the property {@code id} as the physical ID. Fails, throws or never responds to
   * the verb in the property of that name; with {@code afterHang}, fails once another one hangs.
   */
  private final class Scripted implements ResourceProvider {
    @Override
    public boolean has(String type) {
      return true;
    }

    @Override
    public CompletableFuture<Outcome> put(
        StackIdentity stack, StackResource resource, ObjectNode oldProperties) {
      return resource.physicalId().isEmpty()
          ? respond("Create", resource, id(resource))
          : respond("Update", resource, resource.physicalId() + "->" + id(resource));
    }

    @Override
    public CompletableFuture<Outcome> delete(StackIdentity stack, StackResource resource) {
      return respond("Delete", resource, resource.physicalId());
    }

    private CompletableFuture<Outcome> respond(String verb, StackResource resource, String what) {
      calls.add((verb + " " + what + " " + resource.property("days")).strip());
      if (resource.property("throw").equals(verb)) {
        throw new IllegalStateException("broken");
      }
      if (resource.property("hang").equals(verb)) {
        hanging.complete(null);
        return new CompletableFuture<>();
      }
      if (resource.property("fail").equals(verb)) {
        Outcome failure = new Outcome.Failed(id(resource), "as scripted");
        return resource.property("afterHang").isEmpty()
            ? CompletableFuture.completedFuture(failure)
            : hanging.thenApply(nothing -> failure);
      }
      return CompletableFuture.completedFuture(Outcome.succeeded(id(resource)));
    }

    private String id(StackResource resource) {
      return resource.property("id");
    }
  }
}
