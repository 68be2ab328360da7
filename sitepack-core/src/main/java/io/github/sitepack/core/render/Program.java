package io.github.sitepack.core.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.Checksum;
import io.github.sitepack.core.digest.Digest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The code that renders, as a value: what another code has cached is not to be trusted. */
final class Program {
  private Program() {}

  /** It does not change as long as it runs. */
  private static final class Known {
    static final Optional<Digest> DIGEST = read();
  }

  /**
   * The digest of our own jar's checksums and of the names and sizes of those it works with; empty
   * when the classes do not come from jars, so that they may change from run to run.
   */
  static Optional<Digest> digest() {
    return Known.DIGEST;
  }

  private static Optional<Digest> read() {
    CodeSource source = Program.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      Path own = Path.of(source.getLocation().toURI());
      if (!Files.isRegularFile(own)) {
        return Optional.empty();
      }
      StringBuilder all = new StringBuilder();
      // While a build starts, a digest of two megabytes takes longer than all else here.
      all.append(Long.toHexString(Checksum.of(own))).append(' ').append(Files.size(own));
      all.append('\n');
      if (Program.class.getClassLoader() instanceof URLClassLoader loader) {
        for (URL url : loader.getURLs()) {
          file(Path.of(url.toURI()), all);
        }
      } else {
        for (String path :
            System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
          file(Path.of(path), all);
        }
      }
      // What text is, letters and their case among it, is the platform's.
      all.append(Runtime.version()).append('\n');
      return Optional.of(Digest.of(all.toString().getBytes(UTF_8)));
    } catch (URISyntaxException
        | IOException
        | IllegalArgumentException
        | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void file(Path file, StringBuilder all) throws IOException {
    boolean jar = Files.isRegularFile(file);
    all.append(file.getFileName()).append(' ').append(jar ? Files.size(file) : -1).append('\n');
  }
}
