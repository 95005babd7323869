package io.github.chimeretention.localcloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Buckets, as folders. Every bucket exists, and is accessible from all accounts. */
public final class S3 implements AwsService {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  /** Objects are not compared by it. */
  private static final String ETAG = "\"0\"";

  private static final Set<String> OBJECT_PARAMETERS =
      Set.of("", "partNumber", "uploadId", "uploads", "x-id");
  private static final Set<String> UNSERVED_HEADERS = Set.of("Range", "x-amz-copy-source");

  private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();

  private final Path folder;

  public S3(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public AwsResponse serve(AwsRequest request) {
    String[] path = request.path().substring(1).split("/", 2);
    String key = path.length > 1 ? path[1] : "";
    try {
      return key.isEmpty() ? bucket(request, path[0]) : object(request, path[0], key);
    } catch (IOException e) {
      throw new UncheckedIOException("The bucket can't be used: " + path[0], e);
    }
  }

  /** The file that holds an object. */
  public Path file(String bucket, String key) {
    Path file = path(bucket, key);
    if (!Files.isRegularFile(file)) {
      throw new AwsException(404, "NoSuchKey", "The specified key does not exist.");
    }
    return file;
  }

  private Path path(String bucket, String key) {
    Path path = folder.resolve(bucket).resolve(key).normalize();
    if (!path.startsWith(folder)) {
      throw new AwsException(400, "InvalidArgument", "The key leads out of the bucket");
    }
    return path;
  }

  private AwsResponse bucket(AwsRequest request, String bucket) throws IOException {
    Set<String> query = request.query().keySet();
    if (query.contains("location")) {
      String region = request.caller().region();
      return xml(
          "LocationConstraint",
          JsonNodeFactory.instance.textNode(region.equals("us-east-1") ? "" : region));
    }
    if (query.contains("encryption")) {
      JsonNode algorithm = Json.object().put("SSEAlgorithm", "AES256");
      return xml(
          "ServerSideEncryptionConfiguration",
          Json.object()
              .set("Rule", Json.object().set("ApplyServerSideEncryptionByDefault", algorithm)));
    }
    if (query.contains("list-type")) {
      return list(bucket, request.query());
    }
    throw AwsException.notServed(request.method() + " of a bucket's " + query);
  }

  private AwsResponse object(AwsRequest request, String bucket, String key) throws IOException {
    Set<String> unknown = new TreeSet<>(request.query().keySet());
    unknown.removeAll(OBJECT_PARAMETERS);
    UNSERVED_HEADERS.stream().filter(request.headers()::containsKey).forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw AwsException.notServed(request.method() + " of an object with " + unknown);
    }
    String upload = request.query().get("uploadId");
    return switch (request.method()) {
      case "HEAD", "GET" -> ok(Files.readAllBytes(file(bucket, key)));
      case "PUT" ->
          upload == null
              ? put(bucket, key, content(request))
              : part(upload, request.query().get("partNumber"), content(request));
      case "POST" -> upload == null ? begin(bucket, key) : complete(bucket, key, upload);
      default -> throw AwsException.notServed(request.method() + " of an object");
    };
  }

  private AwsResponse put(String bucket, String key, byte[] content) throws IOException {
    Path file = path(bucket, key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return ok();
  }

  private AwsResponse begin(String bucket, String key) {
    String id = UUID.randomUUID().toString();
    uploads.put(id, new ConcurrentSkipListMap<>());
    return xml(
        "InitiateMultipartUploadResult",
        Json.object().put("Bucket", bucket).put("Key", key).put("UploadId", id));
  }

  private AwsResponse part(String upload, String number, byte[] content) {
    uploads.get(upload).put(Integer.parseInt(number), content);
    return ok();
  }

  private AwsResponse complete(String bucket, String key, String upload) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    uploads.remove(upload).values().forEach(whole::writeBytes);
    AwsResponse unused = put(bucket, key, whole.toByteArray());
    return xml(
        "CompleteMultipartUploadResult",
        Json.object().put("Bucket", bucket).put("Key", key).put("ETag", ETAG));
  }

  /** The keys with a prefix, up to a limit; the result shows if there are more. */
  private AwsResponse list(String bucket, Map<String, String> query) throws IOException {
    Path root = path(bucket, "");
    String prefix = query.getOrDefault("prefix", "");
    if (query.containsKey("continuation-token") || query.containsKey("start-after")) {
      throw AwsException.notServed("a list's next page");
    }
    int limit = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
    List<String> keys;
    try (Stream<Path> files = Files.isDirectory(root) ? Files.walk(root) : Stream.of()) {
      keys =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(key -> key.startsWith(prefix))
              .sorted()
              .toList();
    }
    List<String> page = keys.subList(0, Math.min(limit, keys.size()));
    return xml(
        "ListBucketResult",
        Json.object()
            .put("Name", bucket)
            .put("Prefix", prefix)
            .put("KeyCount", page.size())
            .put("IsTruncated", page.size() < keys.size())
            .set("Contents", Json.array(page, key -> Json.object().put("Key", key))));
  }

  /** The content of an upload, which may be in chunks with a trailer. */
  private static byte[] content(AwsRequest request) {
    String hash = request.headers().getFirst("x-amz-content-sha256");
    if (hash == null || !hash.startsWith("STREAMING-")) {
      return request.body();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] body = request.body();
    int at = 0;
    while (true) {
      int end = at;
      while (body[end] != '\n') {
        end++;
      }
      String head = new String(body, at, end - at, StandardCharsets.US_ASCII).strip();
      int length = Integer.parseInt(head.split(";", 2)[0], 16);
      if (length == 0) {
        return content.toByteArray();
      }
      content.write(body, end + 1, length);
      at = end + 1 + length + 2;
    }
  }

  private static AwsResponse xml(String root, JsonNode content) {
    return AwsResponse.xml(200, root, NAMESPACE, content);
  }

  private static AwsResponse ok(byte... content) {
    return new AwsResponse(
        200, Map.of("ETag", ETAG, "Content-Type", "application/octet-stream"), content);
  }

  @Override
  public AwsResponse error(AwsException e) {
    return AwsResponse.s3Error(e);
  }
}
