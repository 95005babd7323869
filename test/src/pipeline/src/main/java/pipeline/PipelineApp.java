package pipeline;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stage;

/** Two stages of two stacks each. */
public final class PipelineApp {
  private PipelineApp() {}

  public static void main(String[] args) {
    App app = new App();
    for (String name : new String[] {"Beta", "Prod"}) {
      Stage stage = new Stage(app, name);
      IdentityStack identities = new IdentityStack(stage, "Identities", name);
      new RetentionStack(stage, "Retention", name).addDependency(identities);
    }
    app.synth();
  }
}
