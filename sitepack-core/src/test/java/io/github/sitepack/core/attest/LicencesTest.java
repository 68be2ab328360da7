package io.github.sitepack.core.attest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LicencesTest {
  @Test
  void machineReadableFilesAreRead() {
    assertEquals(
        List.of("BSD-2-clause", "Expat", "GPL-2+"),
        Licences.of(
            """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

            Files: *
            License: BSD-2-clause

            Files: debian/*
            License: GPL-2+ with OpenSSL exception or Expat

            License: Expat
             Permission is hereby granted
            """));
    assertEquals(List.of(), Licences.of("This package was made by hand.\nLicense: free\n"));
  }

  @Test
  void namesOfDebianAreThoseOfSpdx() {
    assertEquals(Optional.of("GPL-2.0-or-later"), Licences.spdx("GPL-2+"));
    assertEquals(Optional.of("LGPL-2.1-only"), Licences.spdx("LGPL-2.1"));
    assertEquals(Optional.of("GPL-3.0-or-later"), Licences.spdx("GPL-3.0+"));
    assertEquals(Optional.of("MIT"), Licences.spdx("Expat"));
    assertEquals(Optional.of("BSD-3-Clause"), Licences.spdx("BSD-3-clause"));
    assertEquals(Optional.empty(), Licences.spdx("public-domain"));
    assertEquals("LicenseRef-debian-public-domain", Licences.reference("public-domain"));
  }
}
