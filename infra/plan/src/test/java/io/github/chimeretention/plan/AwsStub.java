package io.github.chimeretention.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Simulates AWS in this process: deployed stacks, retention settings, and failures. */
final class AwsStub implements SdkHttpClient {
  static final String ACCOUNT = "111122223333";

  /** A response, or null for the service's normal one. */
  interface Fault {
    Response of(String operation, String target) throws IOException;
  }

  record Response(int status, String errorType, String body) {
    static Response error(int status, String code, String message) {
      return new Response(
          status, code, "{\"Code\": \"%s\", \"Message\": \"%s\"}".formatted(code, message));
    }
  }

  private record Stack(String template, Map<String, String> resources) {}

  private final Map<String, Map<String, Integer>> settings = new ConcurrentHashMap<>();
  private final Map<String, Stack> stacks = new ConcurrentHashMap<>();
  private final Map<String, String> parameters = new TreeMap<>();
  private final Map<String, String> resourceStatuses = new TreeMap<>();
  private String stackStatus = "UPDATE_COMPLETE";
  private String processedTemplate;
  private final List<String> operations = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private final List<String> regions = new CopyOnWriteArrayList<>();
  private Fault fault = (operation, target) -> null;

  /** Sets the settings that the service reports for an identity. */
  void set(String identity, Map<String, Integer> days) {
    settings.put(identity, days);
  }

  /** Deploys a template, and gives its resources physical ids. */
  void deploy(String stackName, String template, Map<String, String> physicalIds) {
    stacks.put(stackName, new Stack(template, physicalIds));
  }

  /** Sets a resource's status, by default {@code CREATE_COMPLETE}. */
  void resourceStatus(String logicalId, String status) {
    resourceStatuses.put(logicalId, status);
  }

  void stackStatus(String status) {
    stackStatus = status;
  }

  /** Sets the processed template of all stacks. */
  void processedTemplate(String template) {
    processedTemplate = template;
  }

  void parameter(String name, String value) {
    parameters.put(name, value);
  }

  void fail(Fault by) {
    fault = by;
  }

  /** The operations that were called, each with its identity or stack. */
  List<String> operations() {
    return operations;
  }

  /** The access keys of the calls. */
  List<String> credentials() {
    return credentials;
  }

  /** The regions of the calls. */
  List<String> regions() {
    return regions;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        String body = "";
        if (request.contentStreamProvider().isPresent()) {
          try (InputStream content = request.contentStreamProvider().get().newStream()) {
            body = new String(content.readAllBytes(), UTF_8);
          }
        }
        return http(respond(request.httpRequest(), body));
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}

  private static HttpExecuteResponse http(Response response) {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(response.status())
                .putHeader("x-amzn-ErrorType", response.errorType())
                .build())
        .responseBody(
            AbortableInputStream.create(new ByteArrayInputStream(response.body().getBytes(UTF_8))))
        .build();
  }

  private Response respond(SdkHttpRequest request, String body) throws IOException {
    Map<String, String> form = form(body);
    String path = URLDecoder.decode(request.encodedPath(), UTF_8);
    String[] segments = path.split("/", 3);
    String operation =
        form.containsKey("Action")
            ? form.get("Action")
            : path.endsWith("/retention-settings")
                ? "GetSettings"
                : segments[1].equals("accounts") ? "ListAccounts" : "ListAppInstances";
    String target =
        operation.equals("GetSettings")
            ? segments[2].replaceAll("/retention-settings$", "")
            : form.getOrDefault("StackName", form.getOrDefault("PhysicalResourceId", ""));
    operations.add((operation + " " + target).strip());
    String authorization = request.firstMatchingHeader("Authorization").orElse("");
    credentials.add(authorization.replaceAll(".*=(\\w+)/2.*", "$1"));
    regions.add(authorization.replaceAll(".*=\\w+/\\d+/([^/]*)/.*", "$1"));
    Response failure = fault.of(operation, target);
    try {
      return failure != null ? failure : new Response(200, "", result(operation, target, form));
    } catch (StackMissing e) {
      String error = "<Code>ValidationError</Code><Message>%s does not exist</Message>";
      String xml = "<ErrorResponse><Error>" + error.formatted(target) + "</Error></ErrorResponse>";
      return new Response(400, "", xml);
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], UTF_8) : "");
    }
    return form;
  }

  private String result(String operation, String target, Map<String, String> form) {
    return switch (operation) {
      case "GetSettings" -> settings(target);
      case "ListAccounts" -> list("Accounts", "AccountId", false);
      case "ListAppInstances" -> list("AppInstances", "AppInstanceArn", true);
      case "GetCallerIdentity" -> xml(operation, "<Account>" + ACCOUNT + "</Account>");
      case "AssumeRole" ->
          xml(
              operation,
              "<Credentials><AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>");
      default -> stackResult(operation, target, "Processed".equals(form.get("TemplateStage")));
    };
  }

  private String settings(String identity) {
    Map<String, Integer> days = settings.getOrDefault(identity, Map.of());
    UnaryOperator<String> period =
        name ->
            "\"%sRetentionSettings\": {%s}"
                .formatted(
                    name,
                    days.containsKey(name + "RetentionDays")
                        ? "\"RetentionDays\": " + days.get(name + "RetentionDays")
                        : "");
    return identity.startsWith("arn:")
        ? "{\"AppInstanceRetentionSettings\": {%s}, \"InitiateDeletionTimestamp\": 1796000000}"
            .formatted(period.apply("Channel"))
        : "{\"RetentionSettings\": {%s, %s}}"
            .formatted(period.apply("Room"), period.apply("Conversation"));
  }

  private String list(String member, String id, boolean arns) {
    return settings.keySet().stream()
        .filter(it -> it.startsWith("arn:") == arns)
        .sorted()
        .map(it -> "{\"%s\": \"%s\", \"Name\": \"My app\"}".formatted(id, it))
        .collect(Collectors.joining(",", "{\"" + member + "\": [", "]}"));
  }

  private String stackResult(String operation, String target, boolean processed) {
    if (operation.equals("DescribeStackResources")) {
      return xml(operation, "<StackResources>" + members(owner(target), 100) + "</StackResources>");
    }
    if (!stacks.containsKey(target)) {
      throw new StackMissing(target);
    }
    return switch (operation) {
      case "ListStackResources" ->
          xml(
              operation,
              "<StackResourceSummaries>"
                  + members(List.of(target), Integer.MAX_VALUE)
                  + "</StackResourceSummaries>");
      case "GetTemplate" ->
          xml(
              operation,
              "<TemplateBody><![CDATA["
                  + (processed && processedTemplate != null
                      ? processedTemplate
                      : stacks.get(target).template())
                  + "]]></TemplateBody>");
      case "DescribeStacks" ->
          xml(
              operation,
              "<Stacks><member><StackStatus>%s</StackStatus>%s</member></Stacks>"
                  .formatted(stackStatus, parameters()));
      default -> throw new IllegalStateException(operation);
    };
  }

  private String parameters() {
    return parameters.entrySet().stream()
        .map(
            it ->
                "<member><ParameterKey>%s</ParameterKey><ParameterValue>%s</ParameterValue></member>"
                    .formatted(it.getKey(), it.getValue()))
        .collect(Collectors.joining("", "<Parameters>", "</Parameters>"));
  }

  private List<String> owner(String physicalId) {
    List<String> names = new ArrayList<>();
    stacks.forEach(
        (name, stack) -> {
          if (stack.resources().containsValue(physicalId)) {
            names.add(name);
          }
        });
    if (names.isEmpty()) {
      throw new StackMissing(physicalId);
    }
    return names;
  }

  private String members(List<String> stackNames, int most) {
    StringBuilder members = new StringBuilder();
    for (String name : stackNames) {
      stacks.get(name).resources().entrySet().stream()
          .limit(most)
          .forEach(
              it ->
                  members.append(
                      "<member><StackName>%s</StackName><LogicalResourceId>%s</LogicalResourceId><PhysicalResourceId>%s</PhysicalResourceId><ResourceType>%s</ResourceType><ResourceStatus>%s</ResourceStatus></member>"
                          .formatted(
                              name,
                              it.getKey(),
                              it.getValue(),
                              type(it.getValue()),
                              resourceStatuses.getOrDefault(it.getKey(), "CREATE_COMPLETE"))));
    }
    return members.toString();
  }

  private static String type(String physicalId) {
    if (physicalId.startsWith("arn:aws:cloudformation:")) {
      return "AWS::CloudFormation::Stack";
    }
    return physicalId.matches("|arn:.*") ? Templates.APP_INSTANCE : Templates.ACCOUNT;
  }

  private static String xml(String operation, String result) {
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
        .formatted(operation, result);
  }

  private static final class StackMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StackMissing(String name) {
      super(name);
    }
  }
}
