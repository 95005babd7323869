package io.github.chimeretention.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The cold start and the memory of each contestant as bars, in SVG. */
record Chart(List<Bar> bars) {
  private static final int WIDTH = 760;
  private static final int LABEL = 190;
  private static final int PANEL = 250;
  private static final int GAP = 35;
  private static final int ROW = 26;
  private static final int TOP = 46;
  private static final int BAR = 16;
  private static final String STYLE =
      """
      text{font:12px sans-serif;fill:#57606a}.title{font-weight:bold}\
      .init{fill:#8fb7e3}.invoke{fill:#1f5fa8}.rss{fill:#7fae7a}.range{stroke:#57606a}\
      @media(prefers-color-scheme:dark){text{fill:#adbac7}.range{stroke:#adbac7}}\
      """;

  /** One contestant. */
  record Bar(String label, Spread cold, double init, Spread rss) {}

  static Chart of(Results results) {
    List<Bar> bars = new ArrayList<>();
    add(bars, results, Contestant.FLOOR, "no-op, the floor");
    add(bars, results, Contestant.OURS, "chime-retention");
    add(bars, results, Contestant.POJO, "RequestHandler");
    add(bars, results, Contestant.POWERTOOLS, "Powertools");
    add(bars, results, Contestant.PEER, "AwsCustomResource, Node.js");
    return new Chart(bars);
  }

  private static void add(List<Bar> bars, Results results, String name, String label) {
    results
        .find(name, Contestant.PLAIN)
        .ifPresent(
            entry ->
                bars.add(
                    new Bar(
                        label,
                        entry.spread(Sample::coldMillis),
                        entry.spread(Sample::initMillis).median(),
                        entry.spread(sample -> sample.end().peakRss()))));
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, svg());
  }

  private String svg() {
    int height = TOP + bars.size() * ROW + 6;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'>%n"
            .formatted(WIDTH, height, WIDTH, height));
    svg.append("<style>").append(STYLE).append("</style>\n");
    int memory = LABEL + PANEL + GAP;
    svg.append(text(LABEL, 16, "title", "Cold start: init and invoke, ms"));
    svg.append(text(memory, 16, "title", "Peak memory, MiB"));
    svg.append(text(LABEL, 32, "note", "median, line from least to most"));
    double coldScale = scale(Bar::cold);
    double rssScale = scale(Bar::rss);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = TOP + i * ROW;
      double init = Math.min(bar.init(), bar.cold().median()) * coldScale;
      svg.append(text(4, y + 12, "label", bar.label()));
      svg.append(rectangle("init", LABEL, y, init));
      svg.append(rectangle("invoke", LABEL + init, y, bar.cold().median() * coldScale - init));
      svg.append(range(LABEL, y, bar.cold(), coldScale));
      svg.append(rectangle("rss", memory, y, bar.rss().median() * rssScale));
      svg.append(range(memory, y, bar.rss(), rssScale));
    }
    return svg.append("</svg>\n").toString();
  }

  private double scale(Function<Bar, Spread> figure) {
    ToDoubleFunction<Bar> most = bar -> figure.apply(bar).max();
    // Room for the number behind the longest bar.
    return (PANEL - 40) / bars.stream().mapToDouble(most).max().orElse(1);
  }

  private static String rectangle(String style, double x, int y, double width) {
    return String.format(
        Locale.ROOT,
        "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='%d'/>%n",
        style,
        x,
        y,
        width,
        BAR);
  }

  private static String range(int x, int y, Spread spread, double scale) {
    int middle = y + BAR / 2;
    double end = x + spread.max() * scale;
    return String.format(
            Locale.ROOT,
            "<line class='range' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>%n",
            x + spread.min() * scale,
            end,
            middle,
            middle)
        + text(end + 5, y + 12, "value", String.format(Locale.ROOT, "%.0f", spread.median()));
  }

  private static String text(double x, int y, String style, String text) {
    return String.format(
        Locale.ROOT, "<text class='%s' x='%.1f' y='%d'>%s</text>%n", style, x, y, text);
  }
}
