package io.github.chimeretention.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("In each page of the documentation")
class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?://)([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  @ParameterizedTest
  @MethodSource("io.github.chimeretention.pages.Page#all")
  @DisplayName("links lead to files and headings that exist")
  void links(String name) {
    Page page = Page.of(name);
    List<String> broken =
        LINK.matcher(page.prose())
            .results()
            .filter(link -> !leadsSomewhere(page, link.group(1), link.group(2)))
            .map(link -> link.group())
            .toList();

    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.github.chimeretention.pages.Page#all")
  @DisplayName("JSON is well-formed")
  void json(String name) throws IOException {
    for (String block : Page.of(name).blocks("json")) {
      assertThat(new ObjectMapper().readTree(block).isContainerNode()).isTrue();
    }
  }

  private static boolean leadsSomewhere(Page page, String target, String anchor) {
    Path file = target.isEmpty() ? page.file() : page.file().resolveSibling(target).normalize();
    if (anchor == null || !Files.isRegularFile(file)) {
      return Files.exists(file) && anchor == null;
    }
    return Page.of(file.toString()).anchors().contains(anchor);
  }
}
