package io.github.chimeretention.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, in Markdown. */
record Page(Path file, String text) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", ".git", ".local-cloud", "cdk.out");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

  static Page of(String file) {
    Path path = ROOT.resolve(file).normalize();
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages of the project, by path. */
  static List<String> all() {
    List<String> pages = new ArrayList<>();
    collect(ROOT, pages);
    return pages.stream().sorted().toList();
  }

  private static void collect(Path folder, List<String> pages) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.isDirectory(file) && !NOT_OURS.contains(file.getFileName().toString())) {
          collect(file, pages);
        } else if (file.toString().endsWith(".md")) {
          pages.add(ROOT.relativize(file).toString().replace('\\', '/'));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks of code in a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The text without its blocks of code. */
  String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  /** The anchors that GitHub generates for the headings. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (MatchResult heading : HEADING.matcher(prose()).results().toList()) {
      String anchor =
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
              .replace(' ', '-');
      int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
    }
    return anchors;
  }

  /** The names in the first column of the first table below a heading, without its header. */
  List<String> names(String heading) {
    String below = prose().split("(?m)^#+ " + Pattern.quote(heading) + "$", 2)[1];
    return below
        .split("(?m)^#", 2)[0]
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .flatMap(row -> NAME.matcher(row.split("\\|", 3)[1]).results())
        .map(name -> name.group(1))
        .toList();
  }
}
