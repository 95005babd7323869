package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A service that the local cloud doesn't have: each request gets an error in its protocol. */
record UnservedService(AwsRequest request) implements AwsService {
  /** The services with REST and XML that the CDK CLI or an app may call. */
  private static final Set<String> REST_XML = Set.of("cloudfront", "route53", "s3", "s3express");

  @Override
  public AwsResponse serve(AwsRequest unused) {
    String action = QueryProtocol.parse(request.text()).get("Action");
    String target = request.headers().getFirst("X-Amz-Target");
    String operation = action == null ? request.method() + " " + request.path() : action;
    throw AwsException.notServed(
        (target == null ? operation : target) + " of the service " + request.caller().service());
  }

  @Override
  public AwsResponse error(AwsException e) {
    String type = request.headers().getFirst("Content-Type");
    if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
      return request.caller().service().equals("ec2")
          ? ec2Error(e)
          : new QueryProtocol("", Map.of()).error(e);
    }
    return REST_XML.contains(request.caller().service())
        ? AwsResponse.s3Error(e)
        : AwsService.super.error(e);
  }

  private static AwsResponse ec2Error(AwsException e) {
    JsonNode error = Json.object().put("Code", e.code()).put("Message", e.getMessage());
    JsonNode errors = Json.object().set("Errors", Json.object().set("Error", error));
    return AwsResponse.xml(e.status(), "Response", "", errors);
  }
}
