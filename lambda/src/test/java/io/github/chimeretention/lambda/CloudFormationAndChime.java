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
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.chimeretention.lambda.chime.RetentionResources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS = "/(accounts|app-instances)/[^/]+/retention-settings";

  private final Supplier<WireMockConfiguration> options;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private WireMockServer server;
  private RequestStreamHandler handler;
  private ResourceUnderTest type = ResourceUnderTest.ACCOUNT;

  public CloudFormationAndChime() {
    this(() -> options().dynamicPort());
  }

  /** Makes servers that are configured when the first test begins. */
  public CloudFormationAndChime(Supplier<WireMockConfiguration> options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = new WireMockServer(options.get());
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
    handler = RetentionHandlers.of(RetentionResources.calledBy(http), http, new VirtualTime());
    server.resetAll();
    server.stubFor(put(urlPathMatching("/response")).willReturn(aResponse().withStatus(200)));
    onPut(aResponse().withStatus(type.putStatus));
    onGet(aResponse().withStatus(200).withBody("{}"));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (ResourceUnderTest type : ResourceUnderTest.values()) {
      System.clearProperty(type.endpointProperty);
    }
    server.stop();
    http.close();
  }

  public String url() {
    return server.baseUrl();
  }

  public void forgetRequests() {
    server.resetRequests();
  }

  public void onPut(ResponseDefinitionBuilder response) {
    server.stubFor(put(urlMatching(SETTINGS)).willReturn(response));
  }

  public void onGet(ResponseDefinitionBuilder response) {
    server.stubFor(get(urlMatching(SETTINGS)).willReturn(response));
  }

  /** The service reports the example's settings with these days as their first period. */
  public void reports(int days) {
    onGet(aResponse().withStatus(200).withBody(type.report(days)));
  }

  /** The first put gets this response, and each later one as before. */
  public void onFirstPut(ResponseDefinitionBuilder response) {
    server.stubFor(
        put(urlMatching(SETTINGS))
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

  /** What CloudFormation sees of the one response that was sent. */
  public JsonNode response() {
    List<LoggedRequest> all = server.findAll(putRequestedFor(urlPathMatching("/response")));
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

    private Event(String requestType, String physicalResourceId) {
      this.requestType = requestType;
      this.physicalResourceId = physicalResourceId;
    }

    public String json() {
      return """
      {"RequestType": "%s", %s
       "ResponseURL": "%s/response?X-Amz-Signature=5ec2e7",
       "StackId": "arn:aws:cloudformation:eu-west-1:1:stack/s/1",
       "RequestId": "request-1", "LogicalResourceId": "Retention", "ResourceType": "%s",
       "ServiceToken": "arn:aws:lambda:eu-west-1:1:function:retention",
       "ResourceProperties": %s}"""
          .formatted(
              requestType,
              physicalResourceId == null
                  ? ""
                  : "\"PhysicalResourceId\": \"" + physicalResourceId + "\",",
              server.baseUrl(),
              type.resourceType,
              type.properties());
    }

    /** Handles the event and returns the response. */
    public JsonNode send() throws IOException {
      handler.handleRequest(
          new ByteArrayInputStream(json().getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          new TestContext(Duration.ofMinutes(5)));
      return response();
    }
  }
}
