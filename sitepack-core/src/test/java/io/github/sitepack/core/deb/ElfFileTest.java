package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Engines;
import io.github.sitepack.core.fake.FakeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElfFileTest {
  @Test
  void readsWhatTheLoaderReads() throws IOException {
    byte[] program = FakeElf.of(183, "/lib/ld.so.1", "", "libb.so.2", "liba.so.1");
    assertEquals(
        new ElfFile(
            183, Optional.of("/lib/ld.so.1"), Optional.empty(), List.of("libb.so.2", "liba.so.1")),
        ElfFile.parse(program).get());
    assertEquals(
        new ElfFile(62, Optional.empty(), Optional.of("libx.so.1"), List.of()),
        ElfFile.parse(FakeElf.of(62, "", "libx.so.1")).get());
  }

  @Test
  void readsThisMachinesPrograms() throws IOException {
    Path program = Path.of("/bin/sh");
    Engines.require(Files.isExecutable(program), "/bin/sh");
    ElfFile elf = ElfFile.parse(Files.readAllBytes(program)).get();
    assertTrue(elf.needed().contains("libc.so.6"), elf.toString());
    assertTrue(Files.exists(Path.of(elf.interpreter().get())), elf.toString());
  }

  @Test
  void otherFilesAreNotElf() throws IOException {
    for (String text : List.of("", "x", "#!/bin/sh\n", "\u007fELX, with more than that")) {
      assertEquals(Optional.empty(), ElfFile.parse(text.getBytes(UTF_8)));
    }
  }

  @Test
  void aDamagedFileIsSaidSo() {
    byte[] good = FakeElf.of(62, "/lib/ld.so", "", "liba.so.1");
    for (int length = 16; length < good.length - 32; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(IOException.class, () -> ElfFile.parse(cut), length + " bytes");
    }
    byte[] bigEndian = good.clone();
    bigEndian[5] = 2;
    assertThrows(IOException.class, () -> ElfFile.parse(bigEndian));
  }
}
