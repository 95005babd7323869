package io.github.chimeretention.cdk;

import io.github.chimeretention.cdk.internal.Place;
import io.github.chimeretention.cdk.internal.permission.Identity;
import io.github.chimeretention.cdk.internal.resource.RetentionDeclaration;
import io.github.chimeretention.cdk.internal.resource.StackRetention;
import software.amazon.awscdk.RemovalPolicy;

/** The properties of every retention resource. */
public abstract class RetentionSettingsProps {
  private final RetentionDeclaration.Options values;
  private final IRetentionProvider provider;

  RetentionSettingsProps(Options<?> options) {
    values =
        new RetentionDeclaration.Options(
            options.removalPolicy, options.reapply, options.overwriteExisting);
    provider = options.provider;
  }

  /** Starts the declaration of a resource with these options. */
  RetentionDeclaration declaration(
      StackRetention stack, Place place, String type, Identity identity) {
    return new RetentionDeclaration(
        place, type, identity, values, () -> RetentionProvider.function(provider, stack, place));
  }

  /** Returns what happens to the settings when the resource is deleted or replaced, or null. */
  public RemovalPolicy getRemovalPolicy() {
    return values.removalPolicy();
  }

  /** Returns the text whose change writes the settings again, or null. */
  public String getReapply() {
    return values.reapply();
  }

  /** Returns whether creating the resource may overwrite existing settings, or null. */
  public Boolean getOverwriteExisting() {
    return values.overwriteExisting();
  }

  /** Returns the function that applies the settings, or null for the stack's shared one. */
  public IRetentionProvider getProvider() {
    return provider;
  }

  /** The options of every retention resource. */
  public abstract static class Options<B extends Options<B>> {
    RemovalPolicy removalPolicy;
    String reapply;
    Boolean overwriteExisting;
    IRetentionProvider provider;

    Options() {}

    /**
     * What happens to the settings when the resource is deleted or replaced: {@code DESTROY} turns
     * the retention periods off, {@code RETAIN} leaves them, {@code RETAIN_ON_UPDATE_OR_DELETE}
     * leaves them unless the creation of the resource is rolled back. Default: {@code DESTROY}.
     */
    public B removalPolicy(RemovalPolicy removalPolicy) {
      this.removalPolicy = removalPolicy;
      return self();
    }

    /**
     * A text of your choice, such as a date. If it differs from the last deployment's text, the
     * declared settings are written again, for instance after a manual change. Default: none, the
     * settings are written only when the declaration changes.
     */
    public B reapply(String reapply) {
      this.reapply = reapply;
      return self();
    }

    /**
     * Whether creating the resource may overwrite retention periods that are already on and differ
     * from the declared ones. By default, the creation then fails and writes nothing, because a
     * rollback couldn't restore the former periods. Updates of the same account or app instance
     * always write the declared settings. Default: false.
     */
    public B overwriteExisting(Boolean overwriteExisting) {
      this.overwriteExisting = overwriteExisting;
      return self();
    }

    /**
     * The function that applies the settings. A resource keeps the function that it was created
     * with: AWS CloudFormation rejects a change. Default: the one that the stack's resources share.
     */
    public B provider(IRetentionProvider provider) {
      this.provider = provider;
      return self();
    }

    @SuppressWarnings("unchecked")
    final B self() {
      return (B) this;
    }
  }
}
