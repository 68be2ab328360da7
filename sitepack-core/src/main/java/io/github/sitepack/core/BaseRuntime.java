package io.github.sitepack.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sitepack.core.digest.KnownFiles;
import io.github.sitepack.core.image.Ground;
import io.github.sitepack.core.image.Platform;
import io.github.sitepack.core.layer.ConfigLayer;
import io.github.sitepack.core.layer.Layer;
import io.github.sitepack.core.layer.Recipe;
import io.github.sitepack.core.lock.BaseImage;
import io.github.sitepack.core.lock.Lock;
import io.github.sitepack.core.nginx.OtherNginx;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problems;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** nginx as an image of a registry has it. */
record BaseRuntime(
    Platform platform, BaseImage base, BaseImage.Part part, BaseSupply supply, Path nginx)
    implements ServerRuntime {

  /**
   * Those of the lock, in order of the platforms.
   *
   * @throws SitepackException with everything by which the lock does not fit
   */
  static List<ServerRuntime> of(Lock lock, BuildImage.Settings settings, Report report) {
    List<BaseImage.Part> parts =
        BaseSupply.fitting(
            lock,
            Place.of(settings.lock().getFileName().toString()),
            settings.base(),
            settings.platforms(),
            settings.packages());
    BaseSupply supply =
        new BaseSupply(settings.base().orElseThrow(), settings.supply().cache(), report);
    List<ServerRuntime> runtimes = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      runtimes.add(
          new BaseRuntime(
              settings.platforms().get(i),
              lock.base().orElseThrow(),
              parts.get(i),
              supply,
              settings.nginx()));
    }
    return runtimes;
  }

  @Override
  public List<Layer> layers(KnownFiles known) {
    return List.of();
  }

  @Override
  public Optional<Ground> ground(KnownFiles known) throws IOException {
    return Optional.of(supply.ground(base, part, known));
  }

  @Override
  public Recipe config() throws IOException {
    OtherNginx other = other();
    Problems problems = new Problems();
    String main = Files.readString(nginx.resolve("nginx.conf"), UTF_8);
    for (String module : other.missing(main)) {
      problems.add(
          Place.of(base.name()),
          "its nginx was built without ngx_http_" + module + "_module, which the site asks for",
          module.equals("realip")
              ? "leave serving.proxies out of site.yaml, or name another image as sitepack.base"
              : "leave serving.statusPort out of site.yaml, or name another image as"
                  + " sitepack.base");
    }
    problems.throwIfAny();
    return ConfigLayer.onBase(nginx, other::fit);
  }

  @Override
  public boolean sendsBrotli() {
    return other().sendsBrotli();
  }

  private OtherNginx other() {
    return new OtherNginx(part.nginx().modules(), part.nginx().brotli());
  }

  @Override
  public void close() {
    supply.close();
  }
}
