package io.github.chimeretention.plan.service;

import io.github.chimeretention.plan.assembly.UnreadableException;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** Finds the credentials of the caller. */
public final class CallerCredentials {
  private CallerCredentials() {}

  /** Returns the credentials that the SDK finds, or throws {@link UnreadableException}. */
  public static AwsCredentialsProvider find() {
    AwsCredentialsProvider found = DefaultCredentialsProvider.builder().build();
    try {
      found.resolveCredentials();
      return found;
    } catch (RuntimeException e) {
      throw new UnreadableException(problem());
    }
  }

  /** Explains the source that the user has configured; the SDK's message lists all sources. */
  private static String problem() {
    String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    if (SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent()) {
      var token = WebIdentityTokenFileCredentialsProvider.create();
      return problem("AWS_WEB_IDENTITY_TOKEN_FILE", token, "check AWS_ROLE_ARN, too");
    }
    Optional<Profile> profile = ProfileFile.defaultProfileFile().profile(name);
    if (profile.isPresent()) {
      boolean isSso =
          profile.get().properties().keySet().stream().anyMatch(key -> key.startsWith("sso_"));
      String remedy = isSso ? "run aws sso login" : "check it with aws sts get-caller-identity";
      return problem(
          "the profile " + name,
          ProfileCredentialsProvider.create(name),
          remedy + " --profile " + name);
    }
    return name.equals("default")
        ? "There are no AWS credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        : "AWS_PROFILE is \"%s\"; it must be a profile that aws configure list-profiles shows"
            .formatted(name);
  }

  private static String problem(String source, AwsCredentialsProvider provider, String remedy) {
    String cause = "they are not valid";
    try {
      provider.resolveCredentials();
    } catch (RuntimeException e) {
      // The SDK throws a NullPointerException if a token has expired and can't be refreshed.
      cause =
          e instanceof NullPointerException
              ? "the SSO token has expired"
              : RetentionReader.problem(e);
    }
    String noise = "IllegalStateException: |: ProfileFile\\(.*|\\.$";
    return "The AWS credentials of %s can't be loaded: %s; %s"
        .formatted(source, cause.replaceAll(noise, ""), remedy);
  }
}
