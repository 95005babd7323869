package software.amazon.awssdk.regions;

/**
 * Stands in the jar for the SDK's class of this name, which at each cold start loads a class for
 * each AWS region there is, to give the region's name for people.
 */
public final class GeneratedRegionMetadataProvider implements RegionMetadataProvider {
  /** Returns null for every region: none is shown to people here. */
  @Override
  public RegionMetadata regionMetadata(Region region) {
    return null;
  }
}
