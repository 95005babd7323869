package software.amazon.awssdk.regions;

/**
 * Stands in the jar for the SDK's class of this name, which at each cold start loads a class for
 * each AWS service there is, to say for a few that they sign otherwise than their region tells.
 * Neither of the services called here is one of them in a region that they are called in.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
  /** Returns null for every service: the SDK then goes by the region alone. */
  @Override
  public ServiceMetadata serviceMetadata(String endpointPrefix) {
    return null;
  }
}
