package io.github.chimeretention.localcloud.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.chimeretention.localcloud.aws.Json;
import io.github.chimeretention.localcloud.cloudformation.template.StackException;
import java.util.List;
import java.util.function.Function;

/** Responds with a part of a list, and a token for the next part. */
final class Page {
  private static final int SIZE = 100;

  private Page() {}

  /** The token is the number of items left, so that new items at the front move no page. */
  static <T> ObjectNode of(
      JsonNode input, String member, List<T> all, Function<T, JsonNode> toNode) {
    int left = left(input.path("NextToken").asText(), all.size());
    int start = all.size() - left;
    int end = Math.min(start + SIZE, all.size());
    return Json.object()
        .put("NextToken", end < all.size() ? Integer.toString(all.size() - end) : null)
        .set(member, Json.members(all.subList(start, end), toNode));
  }

  private static int left(String token, int size) {
    try {
      return token.isEmpty() ? size : Math.min(Integer.parseUnsignedInt(token), size);
    } catch (NumberFormatException e) {
      throw new StackException("NextToken is " + token + "; it must come from a previous response");
    }
  }
}
