package io.github.chimeretention.localcloud.cloudformation.engine;

import io.github.chimeretention.localcloud.cloudformation.template.Output;
import io.github.chimeretention.localcloud.cloudformation.template.StackIdentity;
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

/** The stacks of all accounts and regions, each in a folder; those deleted since are known too. */
public final class Stacks {
  private final Map<String, Stack> byId = new ConcurrentHashMap<>();
  private final Path folder;

  Stacks(Path folder) {
    this.folder = folder;
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

  /** A stack by its id, be it deleted or not. */
  public Optional<Stack> find(String stackId) {
    return Optional.ofNullable(byId.get(stackId));
  }

  /** A stack that exists, by its name. */
  public Optional<Stack> find(String account, String region, String stackName) {
    return in(account, region).stream()
        .filter(stack -> stack.state().stack().stackName().equals(stackName))
        .findFirst();
  }

  /** The stacks that exist in an account and region. */
  public List<Stack> in(String account, String region) {
    return byId.values().stream()
        .filter(stack -> stack.state().status() != StackStatus.DELETE_COMPLETE)
        .filter(stack -> stack.state().stack().account().equals(account))
        .filter(stack -> stack.state().stack().region().equals(region))
        .toList();
  }

  Optional<String> export(StackIdentity importing, String name) {
    return in(importing.account(), importing.region()).stream()
        .flatMap(stack -> stack.state().export(name).stream())
        .findFirst();
  }

  Optional<String> output(String account, String region, String stackName, String key) {
    return find(account, region, stackName)
        .flatMap(
            stack ->
                stack.state().outputs().stream()
                    .filter(output -> output.outputKey().equals(key))
                    .map(Output::outputValue)
                    .findFirst());
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

  private void add(Stack stack) {
    byId.put(stack.state().stack().stackId(), stack);
  }
}
