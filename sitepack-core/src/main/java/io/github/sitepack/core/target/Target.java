package io.github.sitepack.core.target;

import io.github.sitepack.core.image.OciLayout;
import java.io.IOException;
import java.nio.file.Path;

/** Where an image goes. */
public interface Target {
  /**
   * Brings the image there.
   *
   * @return whether the target was changed; one that has the image already is left alone
   * @throws IOException when the target cannot be written; then it is as it was
   */
  boolean put(OciLayout image) throws IOException;

  /** One tar file that is an OCI layout and a docker-archive at once. */
  static Target archive(Path file) {
    return new ArchiveTarget(file);
  }
}
