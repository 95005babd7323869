package io.github.chimeretention.localcloud.cloudformation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The staging bucket: files by their object keys. They stay, so that a rollback finds them. */
record AssetStore(Path folder) {
  void publish(Map<String, Path> assets) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, Path> asset : assets.entrySet()) {
        if (Files.isRegularFile(asset.getValue())) {
          Path target = folder.resolve(asset.getKey());
          Files.copy(asset.getValue(), target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The assets can't be published", e);
    }
  }

  Path get(String objectKey) {
    Path file = folder.resolve(objectKey);
    if (objectKey.isEmpty() || !Files.exists(file)) {
      throw new StackException(
          "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The"
              + " specified key does not exist: "
              + objectKey);
    }
    return file;
  }
}
