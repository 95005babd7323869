package io.github.chimeretention.localcloud.cloudformation.engine;

import java.util.Set;

/**
 * How an operation is carried out.
 *
 * @param mode of a deployment, such as EXPRESS
 * @param keepFailed whether a deployment that fails is not rolled back
 * @param deleteRetained whether a rollback also deletes new resources whose policy is to retain
 *     them
 * @param skipFailed whether a rollback skips the resources that it can't update
 * @param skipped the resources that a rollback or a deletion leaves as they are
 */
public record Options(
    String mode,
    boolean keepFailed,
    boolean deleteRetained,
    boolean skipFailed,
    Set<String> skipped) {
  public static final Options NONE = deploy("STANDARD", false);

  public Options {
    skipped = Set.copyOf(skipped);
  }

  public static Options deploy(String mode, boolean keepFailed) {
    return new Options(mode, keepFailed, false, false, Set.of());
  }
}
