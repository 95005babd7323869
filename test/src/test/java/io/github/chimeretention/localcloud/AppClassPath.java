package io.github.chimeretention.localcloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The libraries of an app, and the packages that build tools make of them. */
record AppClassPath(List<Path> libraries) {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";

  /** Returns the libraries of the app that cdk.json runs. */
  static AppClassPath ofCdkJson() throws IOException {
    String arguments = Files.readString(ConsumerProject.PROJECT.resolve("infra/target/app.args"));
    String classPath = arguments.split("\"", -1)[1].replace("\\\\", "\\");
    return new AppClassPath(
        Stream.of(classPath.split(System.getProperty("path.separator"), -1))
            .map(ConsumerProject.PROJECT::resolve)
            .toList());
  }

  /** Replaces the library that has the other's name, up to its version. */
  AppClassPath with(String name, Path other) {
    return new AppClassPath(
        libraries.stream()
            .map(library -> library.getFileName().toString().startsWith(name) ? other : library)
            .toList());
  }

  /** Merges the class and its libraries, as the Maven Shade plugin does by default. */
  Path shade(Class<?> main, Path jar) throws IOException {
    Set<String> names = new HashSet<>();
    try (JarOutputStream shaded = open(jar, new Manifest())) {
      names.add(JarFile.MANIFEST_NAME);
      write(shaded, classFile(main), bytes(main));
      for (Path library : libraries) {
        copy(library, shaded, names);
      }
    }
    return jar;
  }

  /** Nests the class and its libraries, as Spring Boot's plugin does, below its loader. */
  Path nest(Class<?> main, Path loader, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    attributes.putValue("Start-Class", main.getName());
    attributes.putValue("Spring-Boot-Classes", CLASSES);
    attributes.putValue("Spring-Boot-Lib", LIBRARIES);
    try (JarOutputStream nested = open(jar, manifest)) {
      copy(loader, nested, new HashSet<>(Set.of(JarFile.MANIFEST_NAME)));
      write(nested, CLASSES, new byte[0]); // The loader looks for the folder.
      write(nested, CLASSES + classFile(main), bytes(main));
      for (Path library : libraries) {
        store(nested, LIBRARIES + library.getFileName(), Files.readAllBytes(library));
      }
    }
    return jar;
  }

  private static JarOutputStream open(Path jar, Manifest manifest) throws IOException {
    manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar), manifest);
    stream.setLevel(Deflater.NO_COMPRESSION);
    return stream;
  }

  /** Copies the files whose names are new. */
  private static void copy(Path from, JarOutputStream to, Set<String> names) throws IOException {
    try (JarFile jar = new JarFile(from.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (names.add(entry.getName())) {
          write(to, entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private static void write(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  /** Adds a jar, which Spring Boot's loader reads only if it isn't compressed. */
  private static void store(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(JarEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }

  static String classFile(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  static byte[] bytes(Class<?> type) {
    try (InputStream bytes = type.getResourceAsStream("/" + classFile(type))) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
