package io.github.chimeretention.bench;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.github.chimeretention.localcloud.lambda.FunctionCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A function's jar, and the folder with its extracted content, as on Lambda. */
record FunctionPackage(Path jar, Path folder) {
  private static final String HANDLERS = "io/github/chimeretention/bench/handler/";
  private static final Pattern EXCLUDED =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|.*\\.SF|maven/.*|native-image/.*|versions/.*)"
              + "|module-info\\.class");

  String name() {
    return folder.getFileName().toString();
  }

  long bytes() {
    return jar.toFile().length();
  }

  /** Extracts a jar into a folder, replacing the folder's content. */
  static FunctionPackage of(Path jar, Path folder) throws IOException {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    FunctionCode.extract(jar, folder);
    return new FunctionPackage(jar, folder);
  }

  /** Builds one jar from the benchmark's handlers and the libraries that they need. */
  static FunctionPackage ofHandlers(Predicate<String> libraries, Path folder) throws IOException {
    Path jar = folder.resolveSibling(folder.getFileName() + ".jar");
    Files.deleteIfExists(jar);
    try (FileSystem built = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path root = built.getPath("/");
      for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (Files.isDirectory(Path.of(path))) {
          copy(Path.of(path), root, name -> name.startsWith(HANDLERS));
        } else if (libraries.test(path)) {
          try (FileSystem library = FileSystems.newFileSystem(Path.of(path))) {
            copy(library.getPath("/"), root, name -> !EXCLUDED.matcher(name).matches());
          }
        }
      }
    }
    return of(jar, folder);
  }

  private static void copy(Path from, Path to, Predicate<String> isIncluded) throws IOException {
    try (Stream<Path> files = Files.walk(from).filter(Files::isRegularFile)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = from.relativize(file).toString();
        if (isIncluded.test(name)) {
          Path target = to.resolve(name);
          Files.createDirectories(target.getParent());
          // Merge the service files of several libraries; for other files, keep the first.
          if (name.startsWith("META-INF/services/")) {
            Files.writeString(target, Files.readString(file) + "\n", CREATE, APPEND);
          } else if (Files.notExists(target)) {
            Files.copy(file, target);
          }
        }
      }
    }
  }
}
