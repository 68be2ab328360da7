package io.github.sitepack.core.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the dynamic loader reads of an executable or a shared library. Little-endian files of 32 and
 * 64 bits, which covers every architecture that Debian releases except s390x.
 *
 * @param machine {@code e_machine}, for example 62 for amd64 and 183 for arm64
 * @param interpreter {@code PT_INTERP}: the loader's absolute path
 * @param soname {@code DT_SONAME}
 * @param needed {@code DT_NEEDED} in order
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">System V ABI,
 *     chapters 4 and 5</a>
 */
record ElfFile(
    int machine, Optional<String> interpreter, Optional<String> soname, List<String> needed) {
  private static final int MAGIC = 0x464c457f;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int DT_NULL = 0;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_SONAME = 14;

  /** Copies the list. */
  ElfFile {
    needed = List.copyOf(needed);
  }

  /**
   * Reads the headers, or nothing when the bytes are not ELF at all.
   *
   * @throws IOException when they are ELF but damaged or big-endian
   */
  static Optional<ElfFile> parse(byte[] bytes) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 16 || elf.getInt(0) != MAGIC) {
      return Optional.empty();
    }
    boolean wide = bytes[4] == 2;
    if ((!wide && bytes[4] != 1) || bytes[5] != 1) {
      throw new IOException("an ELF file that is not little-endian of 32 or 64 bits");
    }
    try {
      return Optional.of(new Reader(elf, wide).read());
    } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
      throw new IOException("a damaged ELF file", e);
    }
  }

  private record Segment(int type, long offset, long address, long size) {}

  private record Reader(ByteBuffer elf, boolean wide) {
    ElfFile read() throws IOException {
      List<Segment> segments = segments();
      Optional<String> interpreter = Optional.empty();
      Optional<String> soname = Optional.empty();
      List<String> needed = new ArrayList<>();
      for (Segment segment : segments) {
        if (segment.type == PT_INTERP) {
          interpreter = Optional.of(string(segment.offset));
        } else if (segment.type == PT_DYNAMIC) {
          List<long[]> dynamic = dynamic(segment);
          long strings = -1;
          for (long[] tag : dynamic) {
            strings = tag[0] == DT_STRTAB ? offset(segments, tag[1]) : strings;
          }
          for (long[] tag : dynamic) {
            if (tag[0] == DT_NEEDED) {
              needed.add(string(Math.addExact(strings, tag[1])));
            } else if (tag[0] == DT_SONAME) {
              soname = Optional.of(string(Math.addExact(strings, tag[1])));
            }
          }
        }
      }
      return new ElfFile(Short.toUnsignedInt(elf.getShort(18)), interpreter, soname, needed);
    }

    private List<Segment> segments() {
      long table = word(wide ? 32 : 28);
      int size = Short.toUnsignedInt(elf.getShort(wide ? 54 : 42));
      int count = Short.toUnsignedInt(elf.getShort(wide ? 56 : 44));
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int at = Math.toIntExact(table + (long) i * size);
        segments.add(
            wide
                ? new Segment(elf.getInt(at), word(at + 8), word(at + 16), word(at + 32))
                : new Segment(elf.getInt(at), word(at + 4), word(at + 8), word(at + 16)));
      }
      return segments;
    }

    private List<long[]> dynamic(Segment segment) {
      int step = wide ? 16 : 8;
      List<long[]> tags = new ArrayList<>();
      for (long at = segment.offset; at + step <= segment.offset + segment.size; at += step) {
        long tag = word(Math.toIntExact(at));
        if (tag == DT_NULL) {
          break;
        }
        tags.add(new long[] {tag, word(Math.toIntExact(at) + step / 2)});
      }
      return tags;
    }

    private static long offset(List<Segment> segments, long address) throws IOException {
      for (Segment segment : segments) {
        if (segment.type == PT_LOAD
            && address >= segment.address
            && address < segment.address + segment.size) {
          return address - segment.address + segment.offset;
        }
      }
      throw new IOException("an ELF file whose strings are nowhere");
    }

    private long word(int at) {
      return wide ? elf.getLong(at) : Integer.toUnsignedLong(elf.getInt(at));
    }

    private String string(long at) {
      int start = Math.toIntExact(at);
      int end = start;
      while (elf.get(end) != 0) {
        end++;
      }
      byte[] text = new byte[end - start];
      elf.get(start, text);
      return new String(text, UTF_8);
    }
  }
}
