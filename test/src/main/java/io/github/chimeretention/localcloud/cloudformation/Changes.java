package io.github.chimeretention.localcloud.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The way forward: creates what a template adds and updates what it changes. After a failure
 * nothing more is begun, but what is in progress ends.
 */
final class Changes {
  private final ResolvedTemplate template;
  private final Map<String, Set<String>> dependencies;
  private final ResourceOperations operations;
  private final Map<String, StackResource> before;
  private final Map<String, StackResource> current;
  private final Journal journal;
  private final List<ResourceFailure> failures = new CopyOnWriteArrayList<>();

  Changes(
      ResolvedTemplate template,
      Map<String, StackResource> before,
      ResourceOperations operations,
      Journal journal) {
    this.template = template;
    this.journal = journal;
    this.before = before;
    this.operations = operations;
    dependencies = template.dependencies();
    current = new ConcurrentHashMap<>(before);
  }

  /** Makes the changes and gives what failed. */
  List<ResourceFailure> run() {
    new DependencyOrder(dependencies).run(this::apply);
    return failures;
  }

  /** The resources that the template declares, as they stand. */
  Map<String, StackResource> declared() {
    Map<String, StackResource> declared = new ConcurrentHashMap<>(current);
    declared.keySet().retainAll(dependencies.keySet());
    return declared;
  }

  /** The resources that the template no longer declares. */
  Map<String, StackResource> removed() {
    Map<String, StackResource> removed = new ConcurrentHashMap<>(before);
    removed.keySet().removeAll(dependencies.keySet());
    return removed;
  }

  private boolean apply(String id) {
    if (!failures.isEmpty()) {
      return false;
    }
    Optional<StackResource> done = journal.done(id);
    if (done.isPresent()) {
      current.put(id, done.get());
      return true;
    }
    try {
      StackResource planned = planned(template.resources().get(id));
      if (before.containsKey(id)) {
        update(before.get(id), planned);
      } else {
        create(planned);
      }
      return true;
    } catch (ResourceFailure e) {
      failures.add(e);
      return false;
    }
  }

  private void create(StackResource planned) throws ResourceFailure {
    try {
      StackResource created = operations.create(planned);
      current.put(created.logicalId(), created);
      journal.add(new Journal.Created(created, true));
    } catch (ResourceFailure e) {
      if (e.touched()) {
        journal.add(new Journal.Created(e.resource(), false));
      }
      throw e;
    }
  }

  private void update(StackResource standing, StackResource planned) throws ResourceFailure {
    if (standing.properties().equals(planned.properties())) {
      current.put(
          planned.logicalId(), planned.answered(standing.physicalId(), standing.attributes()));
      return;
    }
    try {
      StackResource updated = operations.update(standing, planned);
      current.put(updated.logicalId(), updated);
      journal.add(new Journal.Updated(standing, updated, true));
    } catch (ResourceFailure e) {
      if (e.touched()) {
        journal.add(new Journal.Updated(standing, e.resource(), false));
      }
      throw e;
    }
  }

  private StackResource planned(ResourceDefinition definition) throws ResourceFailure {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    String id = definition.logicalId();
    StackResource unresolved =
        new StackResource(
            id, definition.type(), "", none, none, dependencies.get(id), definition.policies());
    try {
      JsonNode properties = template.intrinsics(current).resolve(definition.properties());
      return unresolved.withProperties((ObjectNode) properties);
    } catch (StackException e) {
      throw operations.unresolved(unresolved, before.containsKey(id), e);
    }
  }
}
