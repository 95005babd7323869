package io.github.chimeretention.localcloud.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.chimeretention.localcloud.aws.AwsException;
import io.github.chimeretention.localcloud.aws.Caller;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.aws.ParameterStore;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
import io.github.chimeretention.localcloud.cloudformation.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The stacks of all accounts and regions, each in a folder, including those deleted in this run.
 */
public final class Stacks implements Template.Lookups {
  private final Map<String, Stack> byId = new ConcurrentHashMap<>();
  private final Path folder;
  private final ParameterStore parameters;

  Stacks(Path folder, ParameterStore parameters) {
    this.folder = folder;
    this.parameters = parameters;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> folders = Files.list(folder)) {
        folders.map(Stack::load).flatMap(Optional::stream).forEach(this::add);
      } catch (IOException e) {
        throw new UncheckedIOException("The stacks can't be listed: " + folder, e);
      }
    }
  }

  public Collection<Stack> all() {
    return byId.values();
  }

  /** Finds a caller's stack by its ID, even after its deletion, or by its name. */
  public Optional<Stack> find(Caller caller, String nameOrId) {
    return nameOrId.startsWith("arn:")
        ? Optional.ofNullable(byId.get(nameOrId))
        : find(caller.account(), caller.region(), nameOrId);
  }

  /** The stack that a request refers to. */
  public Stack get(Caller caller, JsonNode input) {
    String nameOrId = Json.required(input, "StackName");
    // The CDK CLI compares this text.
    return find(caller, nameOrId)
        .orElseThrow(
            () -> AwsException.validation("Stack with id " + nameOrId + " does not exist"));
  }

  /** The existing stacks in an account and region. */
  public List<Stack> in(String account, String region) {
    return byId.values().stream()
        .filter(stack -> stack.state().status() != StackStatus.DELETE_COMPLETE)
        .filter(stack -> stack.state().stack().account().equals(account))
        .filter(stack -> stack.state().stack().region().equals(region))
        .toList();
  }

  @Override
  public Optional<String> parameter(StackIdentity stack, String name) {
    return parameters.get(stack.account(), stack.region(), name);
  }

  @Override
  public Optional<String> export(StackIdentity importing, String name) {
    return in(importing.account(), importing.region()).stream()
        .flatMap(stack -> stack.state().output(one -> name.equals(one.exportName())).stream())
        .findFirst();
  }

  @Override
  public Optional<String> output(String account, String region, String stackName, String key) {
    return find(account, region, stackName)
        .flatMap(stack -> stack.state().output(output -> output.outputKey().equals(key)));
  }

  Stack create(StackState state) {
    String id = state.stack().stackId();
    Stack stack = new Stack(folder.resolve(id.substring(id.lastIndexOf('/') + 1)), state);
    stack.set(state);
    add(stack);
    return stack;
  }

  void close() {
    byId.values().forEach(Stack::close);
  }

  private Optional<Stack> find(String account, String region, String stackName) {
    return in(account, region).stream()
        .filter(stack -> stack.state().stack().stackName().equals(stackName))
        .findFirst();
  }

  private void add(Stack stack) {
    byId.put(stack.state().stack().stackId(), stack);
  }
}
