package io.github.sitepack.core.deb;

import java.util.List;
import java.util.Optional;

/**
 * How programs of an architecture are loaded.
 *
 * @param debian Debian's name of the architecture
 * @param triplet the folder of its libraries below {@code usr/lib}
 * @param machine ELF's {@code e_machine}
 * @see <a href="https://wiki.debian.org/Multiarch/Tuples">Debian's multiarch tuples</a>
 */
record Abi(String debian, String triplet, int machine) {
  private static final List<Abi> KNOWN =
      List.of(
          new Abi("amd64", "x86_64-linux-gnu", 62),
          new Abi("arm64", "aarch64-linux-gnu", 183),
          new Abi("armhf", "arm-linux-gnueabihf", 40),
          new Abi("ppc64el", "powerpc64le-linux-gnu", 21),
          new Abi("riscv64", "riscv64-linux-gnu", 243));

  static Optional<Abi> of(String debian) {
    return KNOWN.stream().filter(abi -> abi.debian.equals(debian)).findFirst();
  }

  /** Where the loader looks without a cache and without RUNPATH, in its order. */
  List<String> folders() {
    return List.of("lib/" + triplet, "usr/lib/" + triplet, "lib", "usr/lib");
  }
}
