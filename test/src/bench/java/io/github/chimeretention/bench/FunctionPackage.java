package io.github.chimeretention.bench;

import io.github.chimeretention.localcloud.lambda.FunctionCode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A function's jar, and the folder in which it lies extracted, as on Lambda.
 *
 * @param jar what is uploaded
 */
record FunctionPackage(Path jar, Path code) {
  private static final String HANDLERS = "io/github/chimeretention/bench/handler/";
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|.*\\.SF|maven/.*|native-image/.*|versions/.*)"
              + "|module-info\\.class");

  /** The package that CDK would deploy. */
  static FunctionPackage of(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path copy = folder.resolve("function.jar");
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    Path code = folder.resolve("code");
    delete(code);
    FunctionCode.extract(copy, code);
    return new FunctionPackage(copy, code);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One jar of the benchmark's handlers and those jars of its class path that they need. */
  static FunctionPackage ofHandlers(Predicate<String> libraries, Path folder) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(path))) {
        add(entries, Path.of(path), name -> name.startsWith(HANDLERS));
      } else if (libraries.test(path)) {
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(path))) {
          add(entries, jar.getPath("/"), name -> !LEFT_OUT.matcher(name).matches());
        }
      }
    }
    Path jar = folder.resolve("built.jar");
    Files.createDirectories(folder);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return of(jar, folder);
  }

  private static void add(Map<String, byte[]> entries, Path root, Predicate<String> included)
      throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(root)) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace(File.separatorChar, '/');
      if (included.test(name)) {
        // Several libraries provide the same service; of other files, the first is taken.
        entries.merge(
            name,
            Files.readAllBytes(file),
            (first, more) -> name.startsWith("META-INF/services/") ? lines(first, more) : first);
      }
    }
  }

  private static byte[] lines(byte[] first, byte[] more) {
    byte[] both = new byte[first.length + 1 + more.length];
    System.arraycopy(first, 0, both, 0, first.length);
    both[first.length] = '\n';
    System.arraycopy(more, 0, both, first.length + 1, more.length);
    return both;
  }
}
