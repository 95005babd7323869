package io.github.chimeretention.cdk.internal.permission;

import io.github.chimeretention.cdk.internal.StringToken;
import software.amazon.awscdk.DefaultTokenResolver;
import software.amazon.awscdk.IPostProcessor;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.ResolveOptions;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StringConcat;
import software.amazon.awscdk.Tokenization;

/**
 * The text of a token in one stack's template. References to other stacks include the construct's
 * path, because logical IDs can be the same in different stacks.
 */
public final class TokenText extends DefaultTokenResolver {
  private final Stack stack;
  private final String path;

  TokenText(Stack stack) {
    super(new StringConcat());
    this.stack = stack;
    path = stack.getNode().getPath();
  }

  String of(String value) {
    return StringToken.isIn(value)
        ? String.valueOf(
            Tokenization.resolve(
                value,
                ResolveOptions.builder().scope(stack).resolver(this).preparing(false).build()))
        : value;
  }

  @Override
  public Object resolveToken(
      IResolvable token, IResolveContext context, IPostProcessor postProcessor) {
    if (token instanceof Reference reference) {
      String other = Stack.of(reference.getTarget()).getNode().getPath();
      if (!other.equals(path)) {
        return reference.getTarget().getNode().getPath() + "." + reference.getDisplayName();
      }
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
