package io.github.chimeretention.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command in a misspelled property")
class MainTest {
  @Test
  @DisplayName("does not run; one line names the correct property")
  void misspelled() {
    assertThat(Main.misspelled(properties("locale", "show")))
        .hasValue("-Dlocale=show has no effect; use -Dlocal=show");
  }

  @Test
  @DisplayName("is not found in other properties")
  void others() {
    assertThat(Main.misspelled(properties("local", "show"))).isEmpty();
    assertThat(Main.misspelled(properties("user.home", "/home/show"))).isEmpty();
  }

  private static Properties properties(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    return properties;
  }
}
