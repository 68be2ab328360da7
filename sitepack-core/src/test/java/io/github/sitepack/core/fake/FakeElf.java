package io.github.sitepack.core.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The smallest ELF files (64 bits, little-endian) that say what they need; they do not run. */
public final class FakeElf {
  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final long ADDRESS = 0x400000;

  private FakeElf() {}

  /**
   * A file.
   *
   * @param machine 62 for amd64, 183 for arm64
   * @param interpreter the loader, or "" for none
   * @param soname its own name as a library, or "" for none
   * @param needed names of libraries
   */
  public static byte[] of(int machine, String interpreter, String soname, String... needed) {
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    strings.write(0);
    int interpreterAt = add(strings, interpreter);
    List<long[]> dynamic = new ArrayList<>();
    for (String name : needed) {
      dynamic.add(new long[] {1, add(strings, name)});
    }
    if (!soname.isEmpty()) {
      dynamic.add(new long[] {14, add(strings, soname)});
    }
    int segments = interpreter.isEmpty() ? 2 : 3;
    int stringsAt = HEADER + segments * SEGMENT;
    dynamic.add(new long[] {5, ADDRESS + stringsAt});
    dynamic.add(new long[] {0, 0});
    int dynamicAt = stringsAt + strings.size();
    int size = dynamicAt + dynamic.size() * 16;

    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    elf.putShort((short) 3).putShort((short) machine).putInt(1);
    elf.putLong(0).putLong(HEADER).putLong(0).putInt(0);
    elf.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) segments);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    segment(elf, 1, 0, size);
    segment(elf, 2, dynamicAt, dynamic.size() * 16L);
    if (!interpreter.isEmpty()) {
      segment(elf, 3, (long) stringsAt + interpreterAt, interpreter.length() + 1L);
    }
    elf.put(strings.toByteArray());
    dynamic.forEach(tag -> elf.putLong(tag[0]).putLong(tag[1]));
    return elf.array();
  }

  private static int add(ByteArrayOutputStream strings, String text) {
    int at = strings.size();
    strings.writeBytes(text.getBytes(UTF_8));
    strings.write(0);
    return at;
  }

  private static void segment(ByteBuffer elf, int type, long offset, long size) {
    elf.putInt(type).putInt(4).putLong(offset).putLong(ADDRESS + offset);
    elf.putLong(ADDRESS + offset).putLong(size).putLong(size).putLong(8);
  }
}
