package io.github.chimeretention.localcloud.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a jar that contains only {@link ScriptedHandler}. */
public final class HandlerArchive {
  private HandlerArchive() {}

  public static Path in(Path folder) throws IOException {
    String name = ScriptedHandler.class.getName().replace('.', '/') + ".class";
    Path archive = folder.resolve("code.jar");
    try (InputStream code = ScriptedHandler.class.getClassLoader().getResourceAsStream(name);
        OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      code.transferTo(zip);
    }
    return archive;
  }
}
