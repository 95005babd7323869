package io.github.chimeretention.plan.service;

import io.github.chimeretention.plan.assembly.StackArtifact;
import io.github.chimeretention.plan.assembly.UnreadableException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Finds the credentials and the region for each stack. Thread-safe. */
public final class Environments {
  private final Services caller;
  private final AwsRegionProvider regions;
  private final Map<String, Once<Services>> assumed = new ConcurrentHashMap<>();
  private Once<String> account;

  public Environments(Services caller, AwsRegionProvider regions) {
    this.caller = caller;
    this.regions = regions;
  }

  /** Reads a deployed stack; the exception's message is the reason why it can't be read. */
  public DeployedStack deployed(StackArtifact stack) {
    var client = services(stack).cloudFormation(region(stack));
    DeployedStack deployed = DeployedStack.read(client, stack.stackName(), false);
    deployed.requireDeployable();
    return deployed;
  }

  /** Returns the services with credentials for a stack's account. */
  public Services services(StackArtifact stack) {
    if (stack.account().isEmpty() || stack.account().equals(callerAccount(stack))) {
      return caller;
    }
    if (stack.lookupRole().isEmpty()) {
      throw new UnreadableException(
          "it is in the account %s, which is not the caller's, and the assembly has no lookup role"
              .formatted(stack.account()));
    }
    Region region = region(stack);
    String role =
        stack
            .lookupRole()
            .replace("${AWS::Partition}", PartitionMetadata.of(region).id())
            .replace("${AWS::AccountId}", stack.account())
            .replace("${AWS::Region}", region.id());
    return assumed
        .computeIfAbsent(
            role, arn -> new Once<>(() -> assume(arn, stack.lookupExternalId(), region)))
        .get();
  }

  private Services assume(String role, String externalId, Region region) {
    var provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(caller.sts(region))
            .refreshRequest(
                request ->
                    request
                        .roleArn(role)
                        .roleSessionName("chime-retention-plan")
                        .externalId(externalId.isEmpty() ? null : externalId))
            .build();
    provider.resolveCredentials();
    return caller.with(provider);
  }

  /** Returns the region of a stack: its own, or the caller's. */
  public Region region(StackArtifact stack) {
    return stack.region().isEmpty() ? callerRegion() : Region.of(stack.region());
  }

  /** Returns the account of a stack: its own, or the caller's. */
  public String account(StackArtifact stack) {
    return stack.account().isEmpty() ? callerAccount(stack) : stack.account();
  }

  /** Returns the region of the caller, or throws if there is none. */
  public Region callerRegion() {
    return configuredRegion()
        .orElseThrow(
            () ->
                new UnreadableException(
                    "No AWS region is configured; set AWS_REGION or a profile's region"));
  }

  /** Returns the region of the caller, if there is one. */
  public Optional<Region> configuredRegion() {
    try {
      return Optional.of(regions.getRegion());
    } catch (SdkException e) {
      return Optional.empty();
    }
  }

  private synchronized String callerAccount(StackArtifact stack) {
    if (account == null) {
      Region region = configuredRegion().orElseGet(() -> region(stack));
      account = new Once<>(() -> caller.sts(region).getCallerIdentity().account());
    }
    return account.get();
  }
}
