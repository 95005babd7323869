package io.github.chimeretention.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.chimeretention.lambda.chime.RetentionResources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The handler, by the clients that production uses, between the two HTTP servers it talks to; time
 * is virtual.
 */
public final class CloudFormationAndChime
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  public static final String SIGNATURE = "X-Amz-Signature=5ec2e75ec2e7";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS = "/(accounts|app-instances)/[^/]+/retention-settings";

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private VirtualTime time = new VirtualTime();
  private RequestStreamHandler handler;
  private ResourceUnderTest type = ResourceUnderTest.ACCOUNT;

  @Override
  public void beforeAll(ExtensionContext context) {
    server.start();
    for (ResourceUnderTest type : ResourceUnderTest.values()) {
      System.setProperty(type.endpointProperty, server.baseUrl());
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    use(ResourceUnderTest.ACCOUNT);
  }

  /** Starts anew, with a service that accepts all settings and reports none. */
  public void use(ResourceUnderTest resourceType) {
    type = resourceType;
    time = new VirtualTime();
    handler = RetentionHandlers.of(RetentionResources.calledBy(http), http, time);
    server.resetAll();
    server.stubFor(put(urlPathMatching("/response")).willReturn(aResponse().withStatus(200)));
    onPut(aResponse().withStatus(type.putStatus));
    reportsJson("{}");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (ResourceUnderTest type : ResourceUnderTest.values()) {
      System.clearProperty(type.endpointProperty);
    }
    server.stop();
    http.close();
  }

  public VirtualTime time() {
    return time;
  }

  public WireMockServer server() {
    return server;
  }

  public void onPut(ResponseDefinitionBuilder response) {
    server.stubFor(put(urlMatching(SETTINGS)).willReturn(response));
  }

  public void onGet(ResponseDefinitionBuilder response) {
    server.stubFor(get(urlMatching(SETTINGS)).willReturn(response));
  }

  public void reportsJson(String settings) {
    onGet(aResponse().withStatus(200).withBody(settings));
  }

  /** The service reports the example's settings with these days as their first period. */
  public void reports(int days) {
    reportsJson(type.report(days));
  }

  /** The first put gets this response, and each later one as before. */
  public void onFirstPut(ResponseDefinitionBuilder response) {
    onFirst(put(urlMatching(SETTINGS)), response);
  }

  /** The first get gets this response, and each later one as before. */
  public void onFirstGet(ResponseDefinitionBuilder response) {
    onFirst(get(urlMatching(SETTINGS)), response);
  }

  private void onFirst(MappingBuilder request, ResponseDefinitionBuilder response) {
    server.stubFor(
        request
            .inScenario("first")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(response)
            .willSetStateTo("later"));
  }

  public Event create() {
    return new Event("Create", null);
  }

  public Event update(String physicalResourceId) {
    return new Event("Update", physicalResourceId);
  }

  public Event delete(String physicalResourceId) {
    return new Event("Delete", physicalResourceId);
  }

  public List<LoggedRequest> puts() {
    return server.findAll(putRequestedFor(urlMatching(SETTINGS)));
  }

  public List<LoggedRequest> gets() {
    return server.findAll(getRequestedFor(urlMatching(SETTINGS)));
  }

  public List<LoggedRequest> responses() {
    return server.findAll(putRequestedFor(urlPathMatching("/response")));
  }

  /** What CloudFormation sees of the one response that was sent. */
  public JsonNode response() {
    List<LoggedRequest> all = responses();
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " responses were sent");
    }
    return json(all.get(0).getBodyAsString());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** An event, written as CloudFormation does. */
  public final class Event {
    private final String requestType;
    private final String physicalResourceId;
    private String resourceType = type.resourceType;
    private String properties = type.properties();

    private Event(String requestType, String physicalResourceId) {
      this.requestType = requestType;
      this.physicalResourceId = physicalResourceId;
    }

    public Event resourceType(String name) {
      resourceType = name;
      return this;
    }

    public Event properties(String json) {
      properties = json;
      return this;
    }

    public String json() {
      return """
      {"RequestType": "%s", %s
       "ResponseURL": "%s/response?%s", "StackId": "arn:aws:cloudformation:eu-west-1:1:stack/s/1",
       "RequestId": "request-1", "LogicalResourceId": "Retention", "ResourceType": "%s",
       "ServiceToken": "arn:aws:lambda:eu-west-1:1:function:retention",
       "ResourceProperties": %s}"""
          .formatted(
              requestType,
              physicalResourceId == null
                  ? ""
                  : "\"PhysicalResourceId\": \"" + physicalResourceId + "\",",
              server.baseUrl(),
              SIGNATURE,
              resourceType,
              properties);
    }

    /** Handles the event and returns the response. */
    public JsonNode send() throws IOException {
      handle(Duration.ofMinutes(5));
      return response();
    }

    /** Handles the event within a function timeout and returns the invocation. */
    public TestContext handle(Duration timeout) throws IOException {
      TestContext context = new TestContext(timeout);
      CloudFormationAndChime.this.handle(json(), context);
      return context;
    }
  }

  public void handle(String event, TestContext context) throws IOException {
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        new ByteArrayOutputStream(),
        context);
  }
}
