package io.github.chimeretention.localcloud.lambda;

import java.util.Map;

/** What functions can do by their execution roles. */
public interface ExecutionRole {
  /** The environment variables by which a function calls services, with its credentials. */
  Map<String, String> environment(FunctionConfiguration function);

  /** Whether a function's role lets it write to its log group now. */
  boolean maySendLogs(FunctionConfiguration function);

  /** The same environment and all permissions for every function. */
  static ExecutionRole unrestricted(Map<String, String> environment) {
    return new ExecutionRole() {
      @Override
      public Map<String, String> environment(FunctionConfiguration function) {
        return environment;
      }

      @Override
      public boolean maySendLogs(FunctionConfiguration function) {
        return true;
      }
    };
  }
}
