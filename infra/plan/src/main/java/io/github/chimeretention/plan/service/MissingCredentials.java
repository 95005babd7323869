package io.github.chimeretention.plan.service;

import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** Explains why the SDK finds no credentials; its own message lists all sources that it knows. */
final class MissingCredentials {
  private static final String CHECK = "check them with aws sts get-caller-identity";

  private MissingCredentials() {}

  /** Returns the failure of the source that is configured, and what to do about it. */
  static String problem() {
    String profile = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    ProfileFile profiles = ProfileFile.defaultProfileFile();
    if (isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)) {
      return problem("AWS_ACCESS_KEY_ID", EnvironmentVariableCredentialsProvider.create(), CHECK);
    }
    if (isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)) {
      var provider = WebIdentityTokenFileCredentialsProvider.create();
      return problem("AWS_WEB_IDENTITY_TOKEN_FILE", provider, CHECK);
    }
    if (profiles.profile(profile).isPresent()) {
      var provider = ProfileCredentialsProvider.create(profile);
      return problem("the profile " + profile, provider, remedy(profiles, profile));
    }
    if (!profile.equals("default")) {
      return "AWS_PROFILE is \"%s\"; it must be a profile that aws configure list-profiles shows"
          .formatted(profile);
    }
    if (isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)) {
      return problem("the container", ContainerCredentialsProvider.builder().build(), CHECK);
    }
    return "There are no AWS credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  }

  private static boolean isSet(SdkSystemSetting setting) {
    return setting.getStringValue().isPresent();
  }

  private static String remedy(ProfileFile profiles, String name) {
    return Stream.iterate(
            profiles.profile(name),
            Optional::isPresent,
            it -> it.get().property("source_profile").flatMap(profiles::profile))
        .limit(10) // Profiles can refer to each other in a circle.
        .flatMap(Optional::stream)
        .filter(it -> it.properties().keySet().stream().anyMatch(key -> key.startsWith("sso_")))
        .map(Profile::name)
        .findFirst()
        .map("run aws sso login --profile "::concat)
        .orElse(CHECK + " --profile " + name);
  }

  private static String problem(String source, AwsCredentialsProvider provider, String remedy) {
    String cause = "they are not valid";
    try {
      provider.resolveCredentials();
    } catch (NullPointerException e) {
      // The SDK has nothing to refresh the token with.
      cause = "the SSO token has expired";
    } catch (RuntimeException e) {
      cause =
          RetentionReader.problem(e)
              .replaceAll("^IllegalStateException: |(: ProfileFile\\(.*|\\.)$", "");
    }
    return "The AWS credentials of %s can't be loaded: %s; %s".formatted(source, cause, remedy);
  }
}
