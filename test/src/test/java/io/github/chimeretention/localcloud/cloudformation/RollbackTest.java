package io.github.chimeretention.localcloud.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider of these stacks writes down what it is asked for, as {@code Verb id properties}. */
@DisplayName("A stack")
class RollbackTest {
  private static final StackIdentity STACK = new StackIdentity("S", "stack-id", "us-east-1");

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> statuses = Collections.synchronizedList(new ArrayList<>());
  private final ResourceProviders providers = new ResourceProviders(Map.of(), new Scripted());

  @Test
  @DisplayName(
      "whose creation fails deletes what was created, last first, with the failed one's id")
  void createFails() throws Exception {
    StackOperation.Result result =
        create("{'A':{'id':'a'},'B':{'id':'b','fail':'Create','after':'A'}}");
    assertThat(calls).containsExactly("Create a", "Create b", "Delete b", "Delete a");
    assertThat(result.state().status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(result.failure()).contains("B: as scripted");
    assertThat(result.state().resources()).isEmpty();
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
    StackOperation.Result result =
        update(
            "{'A':{'id':'a','days':'1'},'C':{'id':'c','days':'1','after':'A'}}",
            "{'A':{'id':'b','days':'1'},'C':{'id':'c','days':'2','after':'A'}}");
    assertThat(calls)
        .containsExactly(
            "Create a 1", "Create c 1", "Update a->b 1", "Update c->c 2", "Delete a 1");
    assertThat(result.state().status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(result.state().resources().get("A").physicalId()).isEqualTo("b");
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
    StackOperation.Result result =
        update(
            "{'A':{'id':'a','days':'1'},'B':{'id':'b','days':'1','after':'A'}}",
            "{'A':{'id':'a','days':'2'},'B':{'id':'b','days':'2','fail':'Update','after':'A'},"
                + "'N':{'id':'n','days':'1','before':'B'}}");
    assertThat(calls)
        .containsSubsequence("Update a->a 2", "Update b->b 2", "Update a->a 1", "Update b->b 1");
    assertThat(result.state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(result.failure()).contains("B: as scripted");
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
  @DisplayName("whose failed update answered another id goes back to the old and deletes the other")
  void updateFailsReplacing() throws Exception {
    StackOperation.Result result =
        update("{'A':{'id':'a','days':'1'}}", "{'A':{'id':'b','days':'2','fail':'Update'}}");
    assertThat(calls).containsExactly("Create a 1", "Update a->b 2", "Update b->a 1", "Delete b 2");
    assertThat(result.state().resources().get("A").physicalId()).isEqualTo("a");
  }

  @Test
  @DisplayName("whose rollback fails stays as it is")
  void rollbackFails() throws Exception {
    StackOperation.Result result =
        update(
            "{'A':{'id':'a','days':'1','fail':'Update'}}",
            "{'A':{'id':'a','days':'2','fail':'Update'}}");
    assertThat(result.state().status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
  }

  @Test
  @DisplayName("is complete even if the cleanup after its update fails")
  void cleanupFails() throws Exception {
    StackOperation.Result result =
        update("{'A':{'id':'a','fail':'Delete'},'C':{'id':'c'}}", "{'C':{'id':'c'}}");
    assertThat(result.state().status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    assertThat(statuses).contains("A DELETE_FAILED");
  }

  @Test
  @DisplayName("keeps what can't be deleted, and what that depends on")
  void deleteFails() throws Exception {
    StackOperation.Result created =
        create("{'A':{'id':'a'},'B':{'id':'b','fail':'Delete','after':'A'},'C':{'id':'c'}}");
    StackOperation.Result result = operation(created.state()).delete();
    assertThat(result.state().status()).isEqualTo(StackStatus.DELETE_FAILED);
    assertThat(result.state().resources()).containsOnlyKeys("A", "B");
  }

  private StackOperation.Result create(String resources) throws Exception {
    return operation(StackState.empty(STACK)).create(resolved(resources));
  }

  private StackOperation.Result update(String before, String after) throws Exception {
    return operation(create(before).state()).update(resolved(after));
  }

  private StackOperation operation(StackState state) {
    EventLog events =
        new EventLog(
            STACK,
            Clock.systemUTC(),
            event -> statuses.add(event.logicalResourceId() + " " + event.resourceStatus()));
    return new StackOperation(state, providers, events);
  }

  private static ResolvedTemplate resolved(String resources) throws Exception {
    return new ResolvedTemplate(template(resources), Map.of(), new PseudoParameters(STACK));
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

  private static String properties(StackOperation.Result result, String id) {
    return result.state().resources().get(id).properties().path("days").asText();
  }

  /** Answers with the property {@code id} as physical id, and fails at what {@code fail} names. */
  private final class Scripted implements ResourceProvider {
    @Override
    public Outcome create(ResourceRequest request) {
      return answer("Create", request, id(request));
    }

    @Override
    public Outcome update(ResourceRequest request) {
      return answer("Update", request, request.physicalId() + "->" + id(request));
    }

    @Override
    public Outcome delete(ResourceRequest request) {
      return answer("Delete", request, request.physicalId());
    }

    private Outcome answer(String verb, ResourceRequest request, String what) {
      calls.add((verb + " " + what + " " + request.properties().path("days").asText()).strip());
      return request.properties().path("fail").asText().equals(verb)
          ? new Outcome.Failed(id(request), "as scripted")
          : Outcome.succeeded(id(request));
    }

    private static String id(ResourceRequest request) {
      return request.properties().path("id").asText();
    }
  }
}
