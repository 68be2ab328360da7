package io.github.sitepack.core;

import io.github.sitepack.core.deb.NginxRuntime;
import io.github.sitepack.core.lock.Lock;
import java.util.List;

/** The packages that a lock has because the user wants them. */
final class PackagesAskedFor {
  private PackagesAskedFor() {}

  /** Their names, in order: all roots that are not the runtime's own. */
  static List<String> in(Lock lock) {
    List<String> own =
        NginxRuntime.of(lock.suite()).stream()
            .flatMap(runtime -> runtime.roots().stream())
            .map(NginxRuntime.Root::name)
            .toList();
    return lock.roots().stream().filter(root -> !own.contains(root)).toList();
  }
}
