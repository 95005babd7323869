package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chimeretention.cdk.RetentionProvider;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On the module path, where users' modules require them by name,")
class ModuleNamesIT {
  @Test
  @DisplayName("the jars have module names that don't depend on their file names")
  void names() throws URISyntaxException {
    Path constructs =
        Path.of(
            RetentionProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(ModuleFinder.of(constructs, ConsumerProject.functionJar()).findAll())
        .extracting((ModuleReference module) -> module.descriptor().name())
        .containsExactlyInAnyOrder(
            "io.github.chimeretention.cdk", "io.github.chimeretention.lambda");
  }
}
