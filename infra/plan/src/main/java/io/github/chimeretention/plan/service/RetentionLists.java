package io.github.chimeretention.plan.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/**
 * Lists the accounts and a region's app instances, and finds the stacks that declare them.
 * Thread-safe.
 */
public final class RetentionLists {
  private record StackName(Region region, String name) {}

  private final Services services;
  private final Region region;
  private final Set<Region> stackRegions;
  private final Map<StackName, Set<String>> declared = new ConcurrentHashMap<>();

  /**
   * @param region the app instances' region
   * @param stackRegions the regions to search for stacks
   */
  public RetentionLists(Services services, Region region, Set<Region> stackRegions) {
    this.services = services;
    this.region = region;
    this.stackRegions = stackRegions;
  }

  /**
   * Returns the names by identity.
   *
   * @param problems gets a line for each service that can't be read
   * @param notes gets that line if Amazon Chime rejects the call, which it may do since the
   *     application ended
   */
  public Map<String, String> names(Consumer<String> problems, Consumer<String> notes) {
    Map<String, String> names = new LinkedHashMap<>();
    unless(
        e -> problems,
        "The app instances in %s can't be listed".formatted(region),
        () ->
            services.identity(region).listAppInstancesPaginator(request -> {}).stream()
                .flatMap(page -> page.appInstances().stream())
                .forEach(it -> names.put(it.appInstanceArn(), String.valueOf(it.name()))));
    unless(
        e -> isRejection(e) ? notes : problems,
        "The Amazon Chime accounts can't be listed",
        () ->
            services.chime().listAccountsPaginator(request -> {}).stream()
                .flatMap(page -> page.accounts().stream())
                .forEach(
                    it ->
                        names.put(
                            it.accountId().toLowerCase(Locale.ROOT), String.valueOf(it.name()))));
    return names;
  }

  /** Returns the name of the deployed stack that declares an identity, or an empty string. */
  public String declaringStack(String identity) {
    return stackRegions.stream()
        .flatMap(it -> stacksWith(it, identity).stream())
        .filter(it -> declared.computeIfAbsent(it, this::declared).contains(identity))
        .map(StackName::name)
        .findFirst()
        .orElse("");
  }

  private Set<String> declared(StackName stack) {
    var client = services.cloudFormation(stack.region());
    return DeployedStack.read(client, stack.name(), false).resources().values().stream()
        .map(DeployedStack.Resource::physicalId)
        .collect(Collectors.toSet());
  }

  /** Finds stacks with only their first 100 resources, which may not include the identity's. */
  private List<StackName> stacksWith(Region stackRegion, String identity) {
    var client = services.cloudFormation(stackRegion);
    return DeployedStack.ifExists(
            () -> client.describeStackResources(request -> request.physicalResourceId(identity)))
        .stream()
        .flatMap(response -> response.stackResources().stream())
        .map(it -> new StackName(stackRegion, it.stackName()))
        .distinct()
        .toList();
  }

  private static boolean isRejection(SdkException e) {
    return e instanceof AwsServiceException response
        && List.of(400, 403).contains(response.statusCode())
        && !response.isThrottlingException();
  }

  private static void unless(
      Function<SdkException, Consumer<String>> lines, String what, Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      lines.apply(e).accept(what + ": " + RetentionReader.problem(e));
    }
  }
}
